// The controls of every page: colour scheme, list of sections, search, copying of citations.
// Everything on a page can be read without this script; the search is fetched when first asked for.

const root = document.documentElement;

// Colour scheme. The choice is stored only while it differs from the system's, so that going back
// to what the system wants leaves nothing behind.
const dark = matchMedia("(prefers-color-scheme: dark)");

document.querySelector("[data-kb-scheme]")?.addEventListener("click", () => {
  const system = dark.matches ? "dark" : "light";
  const next = (root.dataset.kbScheme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.kbScheme;
  else root.dataset.kbScheme = next;
  try {
    if (next === system) localStorage.removeItem("kb-scheme");
    else localStorage.setItem("kb-scheme", next);
  } catch {
    // Storage is refused: the choice holds for this page.
  }
});

// Sections, behind a button on narrow screens.
const menu = document.querySelector("[data-kb-menu]");
const sections = document.getElementById("kb-sections");

function showSections(open) {
  sections.toggleAttribute("data-open", open);
  menu.setAttribute("aria-expanded", String(open));
}

menu?.addEventListener("click", () => showSections(!sections.hasAttribute("data-open")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sections?.hasAttribute("data-open")) {
    showSections(false);
    menu.focus();
  }
});

// A table that is too wide scrolls in its own frame, which the keyboard must be able to reach.
const frames = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const table of document.querySelectorAll(".md-typeset table")) frames.observe(table);

// The page on which rules are compared has a script of its own.
if (document.querySelector(".kb-compare")) import("./compare.js");

// Search.
const openSearch = async () => (await import("./search.js")).open();

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

for (const button of document.querySelectorAll("[data-kb-search]")) button.addEventListener("click", openSearch);
document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const chord = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
  if ((slash && !isTyping(event.target)) || chord) {
    event.preventDefault();
    openSearch();
  }
});

// A "Copy" button beside each form of citation, where the browser lets a page write to the clipboard.
if (navigator.clipboard) {
  for (const text of document.querySelectorAll(".kb-citation pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-copy";
    button.textContent = "Copy";
    button.setAttribute("aria-description", text.parentElement.querySelector("h3")?.textContent ?? "");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent.trim());
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    text.after(button);
  }
}
