// The search dialog: a field, a list of links, and a panel of filters.
//
// Pagefind's index is fetched in small pieces by its own script; this module only asks it and shows
// what it answers. Results are ordinary links in an ordinary list, so that a reader can open one in
// a new tab and a screen reader announces them as links; arrow keys move between them.

import { make } from "./elements.js";
import { FilterPanel } from "./search-filters.js";
import { exactFirst, searchWithNames } from "./search-names.js";

const site = new URL("../../", import.meta.url);
const PAGE = 10;
const PAUSE = 150; // milliseconds without typing before a search
const REST = 400; // milliseconds after the first results before the sources are fetched

// A record's own name comes first, then its other names; its kind and place count a little, so that
// "vendor china" still finds what it says.
const RANKING = {
  termFrequency: 0.6,
  termSimilarity: 2,
  pageLength: 0.5,
  metaWeights: { title: 12, names: 8, key: 20, keys: 10, kind: 0.5, jurisdiction: 0.5, date: 0 },
};
// A source's title says what a record says, and there are many sources to a record: records first.
const THEIR_WEIGHT = 0.2;

let making; // the promise of the dialog, made when the search is first opened
let dialog, input, list, status, hints, more, filters;
let pagefind; // the promise of Pagefind's script
let everything; // the promise of the same with the sources, whose index is fetched after the first results
let complete = false; // whether that has come, or is not to be had
let timer;
let latest = 0; // number of the newest search; answers to older ones are dropped
let stale = false; // whether the field holds something that the results do not answer yet
let enter = false; // whether Enter was pressed meanwhile: the first result is then opened on arrival
let results = [];
let shown = 0;

/** Opens the dialog, with what was last typed and found still in it. */
export async function open() {
  dialog = await (making ??= build());
  if (!dialog.open) dialog.showModal();
  input.focus();
  input.select();
  load().catch(showFailure);
}

function load() {
  pagefind ??= (async () => {
    const engine = await import(new URL("pagefind/pagefind.js", site).href);
    await engine.options({ baseUrl: site.pathname, excerptLength: 24, ranking: RANKING });
    await engine.init();
    return engine;
  })();
  // A failed download is tried again at the next search.
  pagefind.catch(() => (pagefind = undefined));
  return pagefind;
}

/** Pagefind with the pages of sources and publishers too. */
function loadAll() {
  everything ??= (async () => {
    const engine = await load();
    const theirs = new URL("pagefind/sources/", site);
    // Pagefind does not get over an index that it joined and cannot read, so ask for it first.
    const entry = await fetch(new URL("pagefind-entry.json", theirs));
    if (!entry.ok) throw new Error(`the index of sources: ${entry.status}`);
    await engine.mergeIndex(theirs.href, { baseUrl: site.pathname, ranking: RANKING, indexWeight: THEIR_WEIGHT });
    complete = true;
    return engine;
  })();
  everything.catch(() => (everything = undefined));
  return everything;
}

async function build() {
  await stylesheet();
  input = make("input", {
    type: "text",
    id: "kb-search-input",
    className: "kb-search__input",
    role: "searchbox",
    placeholder: "Names, places, technologies, laws",
    autocomplete: "off",
    spellcheck: false,
    enterkeyhint: "search",
    "aria-label": "Search the register",
    "aria-controls": "kb-search-results",
  });
  const close = make("button", { type: "button", className: "kb-search__close", textContent: "Close" });
  status = make("p", { className: "kb-search__status", role: "status" });
  list = make("ol", { id: "kb-search-results", className: "kb-search__results", "aria-label": "Results" });
  more = make("button", { type: "button", className: "kb-search__more", textContent: "Show more", hidden: true });
  hints = make("div", { className: "kb-search__hints" });
  filters = new FilterPanel({ load: () => loadAll().catch(load), onChange: search });

  const element = make(
    "dialog",
    { className: "kb-search", "aria-label": "Search" },
    make(
      "div",
      { className: "kb-search__frame" },
      make("div", { className: "kb-search__top" }, input, close),
      make("div", { className: "kb-search__bar" }, filters.button, filters.chips, status),
      make("div", { className: "kb-search__body" }, filters.panel, hints, list, more),
    ),
  );
  document.body.append(element);
  showStart();

  input.addEventListener("input", () => {
    stale = true;
    enter = false;
    latest++;
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  close.addEventListener("click", () => element.close());
  more.addEventListener("click", showMore);
  element.addEventListener("keydown", moveByKey);
  element.addEventListener("click", (event) => {
    // The frame fills the dialog, so a click on the dialog itself is one beside it. A link to the
    // page that is already open loads nothing, and would leave the dialog in front of it.
    const link = event.target.closest(".kb-search__results a");
    if (event.target === element || link?.pathname === location.pathname) element.close();
  });
  return element;
}

function stylesheet() {
  const link = make("link", { rel: "stylesheet", href: new URL("assets/stylesheets/search.css", site).href });
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

async function search() {
  const number = ++latest;
  const term = input.value.trim();
  const chosen = filters.query();
  if (!term && !chosen) {
    stale = false;
    results = [];
    list.replaceChildren();
    more.hidden = true;
    filters.showCounts(null);
    showStart();
    return;
  }
  if (results.length === 0) status.textContent = "Searching \u2026";
  try {
    const options = chosen ? { filters: chosen } : {};
    let answer = await searchWithNames(await load(), term, options);
    if (number === latest && answer.results.length === 0 && !complete) {
      answer = await searchWithNames(await loadAll().catch(load), term, options);
    }
    if (number !== latest) return;
    filters.showCounts(answer);
    results = answer.results;
    shown = 0;
    const items = await nextItems(answer.key);
    if (number !== latest) return;
    list.replaceChildren(...items);
    dialog.querySelector(".kb-search__body").scrollTop = 0;
    showFound(term);
    stale = false;
    if (enter) list.querySelector("a")?.click();
    enter = false;
    if (!complete) addSources(number);
  } catch (error) {
    if (number === latest) showFailure(error);
  }
}

/** Searches again with the sources, unless the reader has gone on meanwhile. */
async function addSources(number) {
  await new Promise((resolve) => setTimeout(resolve, REST)); // the first results before anything else
  if (number !== latest) return;
  await loadAll().catch(() => (complete = true)); // without them, the search is still of use
  if (number === latest && !list.contains(document.activeElement)) search();
}

/** The next page of results as list items; each result's text is a small download of its own. */
async function nextItems(key = "") {
  const page = results.slice(shown, shown + PAGE);
  shown += page.length;
  const data = await Promise.all(page.map((result) => result.data()));
  return exactFirst(data, key).map(item);
}

async function showMore() {
  const number = latest;
  const items = await nextItems();
  if (number !== latest) return;
  list.append(...items);
  more.hidden = shown >= results.length;
  items[0]?.querySelector("a").focus();
}

function item({ url, meta, excerpt }) {
  const about = [meta.jurisdiction, meta.date].filter(Boolean).join(" \u00b7 ");
  return make(
    "li",
    {},
    make(
      "a",
      { href: url },
      make(
        "span",
        { className: "kb-search__name" },
        make("span", { className: "kb-search__title", textContent: meta.title }),
        ...(meta.kind ? [make("span", { className: "kb-badge kb-badge--kind", textContent: meta.kind })] : []),
      ),
      ...(meta.names ? [make("span", { className: "kb-search__names", textContent: meta.names })] : []),
      ...(about ? [make("span", { className: "kb-search__about", textContent: about })] : []),
      make("span", { className: "kb-search__excerpt" }, ...marked(excerpt)),
    ),
  );
}

/** Pagefind's excerpt as text and <mark>, and as nothing else, whatever the markup in it. */
function marked(excerpt) {
  const { body } = new DOMParser().parseFromString(excerpt, "text/html");
  return [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent,
  );
}

function showStart() {
  status.textContent = "";
  hints.hidden = false;
  hints.replaceChildren(
    make("p", {}, "A name in any of its forms: in its own script, abbreviated, or one no longer used."),
    make(
      "p",
      { className: "kb-search__keys" },
      make("kbd", {}, "\u2191"), " ", make("kbd", {}, "\u2193"), " move, ",
      make("kbd", {}, "Enter"), " opens, ", make("kbd", {}, "Esc"), " closes.",
    ),
  );
}

function showFound(term) {
  const count = results.length;
  more.hidden = shown >= count;
  hints.hidden = count > 0;
  status.textContent = count === 1 ? "1 result" : `${count.toLocaleString("en-GB")} results`;
  if (!complete && count > 0) status.textContent += " so far";
  if (count > 0) return;
  status.textContent = term ? `Nothing found for \u201c${term}\u201d` : "Nothing has all of these";
  const advice = ["Try fewer words, or one distinctive word.", "Try the name in its own script or an older name."];
  if (filters.query()) advice.unshift("Remove a filter.");
  hints.replaceChildren(
    make("ul", {}, ...advice.map((text) => make("li", { textContent: text }))),
    make("p", { textContent: "What is not found here is not recorded. That does not mean it does not exist." }),
  );
}

function showFailure() {
  stale = enter = false;
  results = [];
  list.replaceChildren();
  more.hidden = true;
  hints.hidden = false;
  hints.replaceChildren(make("p", { textContent: "The index did not arrive. The sections above list every record." }));
  status.textContent = "The search is not available";
}

/** Arrow keys go from the field through the results and back; letters typed there go to the field. */
function moveByKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
  const here = links.indexOf(document.activeElement);
  const inField = document.activeElement === input;
  if (!inField && here < 0) return;

  let target;
  if (event.key === "ArrowDown") target = links[here + 1];
  else if (event.key === "ArrowUp") target = inField ? null : (links[here - 1] ?? input);
  else if (event.key === "Home" && !inField) target = links[0];
  else if (event.key === "End" && !inField) target = links.at(-1);
  else if (event.key === "Enter" && inField) {
    event.preventDefault();
    if (stale) enter = true;
    else links[0]?.click();
    return;
  } else if (!inField && event.key.length === 1 && event.key !== " ") {
    input.focus(); // the key's letter then lands in the field
    return;
  } else return;

  event.preventDefault();
  target?.focus();
}
