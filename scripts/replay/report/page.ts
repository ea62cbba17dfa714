import type { Tally } from './tally.ts'

/** Replaces the tables between a page's markers, such as `<!-- replay: results -->`, by those of a run. */
export function withTables(page: string, tally: Tally): string {
  const tables: Readonly<Record<string, string>> = {
    results: tally.results(),
    others: tally.others(),
    reasons: tally.reasons(),
    requests: tally.requests(),
    requestReasons: tally.requestReasons(),
    skipped: tally.skipped(),
  }
  return page.replaceAll(
    /(<!-- replay: (\w+) -->\n).*?(<!-- end -->)/gs,
    (section: string, start: string, name: string, end: string) => {
      const table = tables[name]
      return table === undefined ? section : `${start}\n${table}\n\n${end}`
    },
  )
}
