"""Which provision bound which deployment, when, and why: computed from what is recorded."""
