// What the map counts: which rows are there at the end of a year, in which country, under which rule.

const IN_USE = new Set(["trial", "operational"]);

export class Counts {
  /**
   * @param {Register} register the rows
   * @param {object} atlas `data/map.json`: years and points of the rows, rules of the countries
   * @param {string[]} codes the countries that are counted
   */
  constructor(register, atlas, codes) {
    this.register = register;
    this.atlas = atlas;
    const { columns, data } = register;
    const at = new Map(codes.map((code, number) => [code, number]));
    const countries = data.places.map(([id]) => at.get(id.split("-", 1)[0]) ?? -1);
    this.codes = codes;
    this.country = columns.place.map((place) => (place < 0 ? -1 : countries[place]));
    this.used = data.statuses.map(([id]) => IN_USE.has(id));
    const starts = atlas.years.flatMap((spans) => spans.slice(0, 1).map(([first]) => first));
    this.first = Math.max(1990, Math.min(atlas.year, ...starts));
  }

  /** Marks the rows that are there at the end of a year; null, which marks all, without a year. */
  at(year) {
    if (year === null) return null;
    return Uint8Array.from(this.atlas.years, (spans) => Number(this.reaches(spans, year)));
  }

  reaches(spans, year) {
    return spans.some(([first, last = this.atlas.year]) => first <= year && year <= last);
  }

  /**
   * The numbers of each country; a row that lies in none is not among them.
   * @param {Iterable<number>} rows
   * @returns {Map<string, {kinds: number[], inUse: number}>}
   */
  of(rows) {
    const { kind, status } = this.register.columns;
    const found = this.codes.map(() => ({ kinds: [0, 0, 0], inUse: 0 }));
    for (const row of rows) {
      const country = found[this.country[row]];
      if (!country) continue;
      country.kinds[kind[row]] += 1;
      if (kind[row] === 0 && this.used[status[row]]) country.inUse += 1;
    }
    return new Map(this.codes.map((code, number) => [code, found[number]]));
  }

  /**
   * The strongest rule in force in a country at the end of a year, as (word, label); null if none.
   * A rule on a broader technology, or on all, binds the narrower.
   * @param {Set<number>} chosen places of technologies; none: any
   */
  rule(code, chosen, year) {
    const { technologies } = this.register.data;
    const wanted = new Set([...chosen].flatMap((each) => [each, ...technologies[each][2]]).map((each) => technologies[each][0]));
    const found = this.atlas.rules[code].find(
      ([, on, spans]) => this.reaches(spans, year ?? this.atlas.year) && (wanted.size === 0 || on === null || on.some((each) => wanted.has(each))),
    );
    return found ? this.atlas.effects[found[0]] : null;
  }
}
