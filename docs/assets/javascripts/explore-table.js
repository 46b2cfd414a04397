// The table of the Explore page: a hundred rows at a time, columns that can be chosen and sorted by.

import { make } from "./elements.js";

const PER_PAGE = 100;
const OF_DEPLOYMENTS = new Set(["operator", "operator_type", "status", "rule"]);

/**
 * The columns that a register has: key, heading, whether it is there at first, and what a row has in
 * it: texts, each with an address if it leads somewhere.
 */
export function columnsOf(register, root) {
  const { data, columns } = register;
  const record = (row) => `${root}${data.kinds[columns.kind[row]][2]}/${columns.id[row]}/`;
  const word = (dictionary, value) => (value < 0 ? [] : [[dictionary[value][1]]]);
  const linked = (folder, dictionary, value) => (value < 0 ? [] : [[dictionary[value][1], `${root}${folder}/${dictionary[value][0]}/`]]);
  const rule = (row) => {
    const label = word(data.rules, columns.rule[row]);
    const [regulation, provision, citation] = data.provisions[columns.provision[row]] ?? [];
    return regulation ? [[label[0][0], `${root}regulations/${regulation}/#provisions-${provision}`, citation]] : label;
  };
  return [
    { key: "name", head: "Record", first: true, cell: (row) => [[columns.name[row], record(row)]] },
    { key: "kind", head: "Kind", first: true, cell: (row) => [[data.kinds[columns.kind[row]][0]]] },
    { key: "place", head: "Jurisdiction", first: true, cell: (row) => linked("jurisdictions", data.places, columns.place[row]) },
    { key: "operator", head: "Operator", first: false, cell: (row) => word(data.parties, columns.operator[row]) },
    { key: "operator_type", head: "Operator type", first: false, cell: (row) => word(data.operator_types, columns.operator_type[row]) },
    { key: "technologies", head: "Technologies", first: true, cell: (row) => columns.technologies[row].flatMap((each) => linked("technologies", data.technologies, each)) },
    { key: "vendors", head: "Vendors", first: true, cell: (row) => columns.vendors[row].flatMap((each) => linked("vendors", data.parties, each)) },
    { key: "year", head: "Year", first: true, cell: (row) => (columns.year[row] < 0 ? [] : [[String(columns.year[row])]]) },
    { key: "status", head: "Status", first: true, cell: (row) => word(data.statuses, columns.status[row]) },
    { key: "rule", head: "Strongest rule", first: true, cell: rule },
    { key: "certainty", head: "Least certain claim", first: false, cell: (row) => word(data.certainties, columns.certainty[row]) },
  ];
}

export class Table {
  /**
   * @param {object[]} columns as `columnsOf` gives them
   * @param {{columns: Set<string>, sort: string, down: boolean, page: number}} view changed in place
   * @param {(row: number) => string} kindOf
   * @param {() => void} onChange is called when a heading or a page was chosen
   */
  constructor(columns, view, kindOf, onChange) {
    this.kindOf = kindOf;
    this.columns = columns;
    this.view = view;
    this.onChange = onChange;
    this.head = make("thead");
    this.body = make("tbody");
    this.table = make("table", { className: "kb-table kb-index kb-explore__table" }, make("caption", { className: "kb-visually-hidden", textContent: "Records found" }), this.head, this.body);
    this.scroll = make("div", { className: "kb-scroll", tabIndex: 0 }, this.table);
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-label", "Records found");
    this.back = this.turner("Previous page", -1);
    this.onwards = this.turner("Next page", 1);
    this.where = make("span");
    this.where.setAttribute("aria-live", "polite");
    this.pages = make("nav", { className: "kb-explore__pages" }, this.back, this.where, this.onwards);
    this.pages.setAttribute("aria-label", "Pages");
  }

  /** What an empty cell says; only what a deployment lacks is missing. */
  nothing(key, row) {
    const kind = this.kindOf(row);
    if (kind === "regulation" && key === "technologies") return "all in its scope";
    if (kind === "regulation" && key === "vendors") return "names none";
    return kind !== "deployment" && OF_DEPLOYMENTS.has(key) ? "not applicable" : "not recorded";
  }

  turner(label, step) {
    const button = make("button", { type: "button", className: "kb-button", textContent: label });
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      this.view.page += step;
      this.onChange();
      this.scroll.scrollIntoView({ block: "nearest" });
    });
    return button;
  }

  show(rows) {
    const { view } = this;
    const shown = this.columns.filter(({ key }) => view.columns.has(key));
    const last = Math.max(1, Math.ceil(rows.length / PER_PAGE));
    view.page = Math.min(Math.max(1, view.page), last);
    this.drawHead(shown);
    this.body.replaceChildren(
      ...rows.slice((view.page - 1) * PER_PAGE, view.page * PER_PAGE).map((row) =>
        make("tr", {}, ...shown.map(({ key, cell }) => {
          const element = make(key === "name" ? "th" : "td", key === "name" ? { scope: "row" } : {});
          element.append(...runs(cell(row), this.nothing(key, row)));
          return element;
        })),
      ),
    );
    if (rows.length === 0) this.body.append(make("tr", {}, make("td", { colSpan: shown.length, textContent: "No record passes all of these filters." })));
    this.pages.hidden = last === 1;
    this.where.textContent = `Page ${view.page.toLocaleString("en")} of ${last.toLocaleString("en")}`;
    // Not `disabled`: the button that was pressed keeps the focus.
    this.back.setAttribute("aria-disabled", String(view.page === 1));
    this.onwards.setAttribute("aria-disabled", String(view.page === last));
  }

  drawHead(shown) {
    const { view } = this;
    const focused = this.head.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const cells = shown.map(({ key, head }) => {
      const button = make("button", { type: "button", textContent: head });
      button.dataset.key = key;
      button.addEventListener("click", () => {
        view.down = view.sort === key && !view.down;
        view.sort = key;
        view.page = 1;
        this.onChange();
      });
      const cell = make("th", { scope: "col" }, button);
      if (view.sort === key) cell.setAttribute("aria-sort", view.down ? "descending" : "ascending");
      return cell;
    });
    this.head.replaceChildren(make("tr", {}, ...cells));
    if (focused) this.head.querySelector(`[data-key="${focused}"]`)?.focus();
  }
}

function runs(values, nothing) {
  if (values.length === 0) return [make("span", { className: "kb-unknown", textContent: nothing })];
  return values.flatMap(([text, address, title], index) => [
    ...(index ? [", "] : []),
    address ? make("a", { href: address, textContent: text, ...(title ? { title } : {}) }) : text,
  ]);
}
