"""What tests of the built site share: projects to build, and a server to read them from."""
