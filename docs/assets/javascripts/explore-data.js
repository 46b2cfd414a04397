// The register as columns of whole numbers, and what can be asked of them: facets, counts, order.
//
// A facet turns each row into a list of its values, all facets in one form: `values` holds the
// values of all rows one after another, those of row r from `starts[r]` to `starts[r + 1]`. One pass
// over the rows then gives the rows that pass every facet and the counts for each facet without it.

/** The columns and dictionaries, loaded once; `cache` as `fetch` takes it. */
export async function load(address, cache = "default") {
  return new Register(await json(address, cache));
}

/** What a file of JSON says. */
export async function json(address, cache = "default") {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

class Register {
  constructor(data) {
    this.data = data;
    this.columns = data.columns;
    this.size = data.columns.id.length;
    this.facets = facetsOf(data);
    this.text = null;
  }

  /**
   * The rows that pass, and for each facet how many rows each value would have.
   * @param {Map<string, Set<number>>} chosen for each facet the values that are on; none: all pass
   * @param {{from: number|null, to: number|null, words: string[], among: Uint8Array|null}} limits
   */
  find(chosen, { from, to, words, among }) {
    const { size, facets } = this;
    const { year } = this.columns;
    const limited = from !== null || to !== null;
    const texts = words.length > 0 ? this.texts() : null;
    const counts = facets.map((facet) => new Uint32Array(facet.words.length));
    const wanted = facets.map((facet) => {
      const on = chosen.get(facet.name);
      if (!on?.size) return null;
      const marks = new Uint8Array(facet.words.length);
      for (const value of on) marks[value] = 1;
      return marks;
    });
    const rows = new Uint32Array(size);
    let found = 0;
    for (let row = 0; row < size; row++) {
      if (among && !among[row]) continue;
      if (limited && (year[row] < 0 || (from !== null && year[row] < from) || (to !== null && year[row] > to))) continue;
      if (texts && !words.every((word) => texts[row].includes(word))) continue;
      let failed = -1; // the one facet that the row does not pass; -2: several
      for (let at = 0; at < facets.length && failed !== -2; at++) {
        if (wanted[at] && !facets[at].has(row, wanted[at])) failed = failed === -1 ? at : -2;
      }
      if (failed === -2) continue;
      if (failed === -1) rows[found++] = row;
      // A facet's own choice does not count against its other values: they add to each other.
      if (failed !== -1) facets[failed].count(row, counts[failed]);
      else for (let at = 0; at < facets.length; at++) facets[at].count(row, counts[at]);
    }
    return { rows: rows.subarray(0, found), counts };
  }

  /** The rows in the order of a column; rows where it has nothing stand last, either way. */
  sorted(rows, column, down) {
    // The rows come by name, and stay so among equals.
    if (column === "name") return down ? Array.from(rows).reverse() : Array.from(rows);
    const keys = this.keys(column);
    return Array.from(rows).sort((a, b) => {
      if (keys[a] < 0 || keys[b] < 0) return (keys[a] < 0) - (keys[b] < 0) || a - b;
      return (down ? keys[b] - keys[a] : keys[a] - keys[b]) || a - b;
    });
  }

  /** What a column is sorted by: the dictionaries are in the order of their names. */
  keys(column) {
    const values = this.columns[column];
    return Array.isArray(values[0]) ? values.map((each) => each[0] ?? -1) : values;
  }

  /** For each row the words by which a typed text finds it. */
  texts() {
    const { name, id, place, operator, vendors } = this.columns;
    const { places, parties } = this.data;
    this.text ??= name.map((each, row) =>
      plain(
        [
          each,
          id[row],
          place[row] < 0 ? "" : places[place[row]][1],
          operator[row] < 0 ? "" : parties[operator[row]][1],
          ...vendors[row].map((vendor) => parties[vendor][1]),
        ].join(" "),
      ),
    );
    return this.text;
  }
}

/** A text without case and accents, so that "malmo" finds "Malmö". */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

class Facet {
  /**
   * @param {string} name in the address
   * @param {string} label on the page
   * @param {[string, string][]} words the values: (id, label)
   * @param {number[][]} lists for each row its values
   */
  constructor(name, label, words, lists) {
    Object.assign(this, { name, label, words });
    this.starts = new Uint32Array(lists.length + 1);
    lists.forEach((list, row) => (this.starts[row + 1] = this.starts[row] + list.length));
    this.values = new Uint16Array(this.starts[lists.length]);
    lists.forEach((list, row) => this.values.set(list, this.starts[row]));
    this.places = new Map(words.map(([id], place) => [id, place]));
  }

  has(row, marks) {
    for (let at = this.starts[row]; at < this.starts[row + 1]; at++) if (marks[this.values[at]]) return true;
    return false;
  }

  count(row, counts) {
    for (let at = this.starts[row]; at < this.starts[row + 1]; at++) counts[this.values[at]]++;
  }
}

function facetsOf(data) {
  const { columns, places, technologies, parties } = data;
  const one = (column) => column.map((value) => (value < 0 ? [] : [value]));
  const upwards = (dictionary) => dictionary.map(([, , above], place) => [place, ...above]);
  const inPlaces = upwards(places);
  const broader = upwards(technologies);
  const vendors = only(columns.vendors, parties);
  return [
    new Facet("kind", "Kind", data.kinds, one(columns.kind)),
    new Facet("region", "Region", data.regions.map((name) => [name.toLowerCase(), name]), columns.place.map((place) => (place < 0 ? [] : [places[place][3]]))),
    new Facet("place", "Jurisdiction", places, columns.place.map((place) => inPlaces[place] ?? [])),
    new Facet("technology", "Technology", technologies, columns.technologies.map((each) => [...new Set(each.flatMap((one) => broader[one]))])),
    new Facet("vendor", "Vendor", vendors.words, vendors.lists),
    new Facet("operator", "Operator type", data.operator_types, one(columns.operator_type)),
    new Facet("status", "Status", data.statuses, one(columns.status)),
    new Facet("rule", "Strongest rule", data.rules, one(columns.rule)),
    new Facet("certainty", "Least certain claim", data.certainties, one(columns.certainty)),
  ];
}

/** The part of a dictionary that a column uses, and the column in places of that part. */
function only(lists, dictionary) {
  const used = [...new Set(lists.flat())].sort((a, b) => a - b);
  const place = new Map(used.map((old, at) => [old, at]));
  return { words: used.map((each) => dictionary[each]), lists: lists.map((list) => list.map((each) => place.get(each))) };
}
