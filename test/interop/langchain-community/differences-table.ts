import type { Difference } from './differences.ts'

/** Writes the table of all differences, with how many cases had each. */
export function differencesTable(
  counts: ReadonlyMap<Difference, number>,
  total: { readonly cases: number; readonly alike: number },
): string {
  const rows = [...counts].map(
    ([{ name, python, here, silent }, count]) =>
      `| ${name} | ${python} | ${here} | ${silent ? 'no' : 'yes'} | ${count} |`,
  )
  return [
    '# Differences from the Python classes',
    '',
    `Written by \`pnpm interop langchain-community\`: ${total.cases} generated conversations through the Python classes and through ours. ${total.alike} are alike; these differences account for all others.`,
    '',
    '| difference | Python | here | with an error in Python | cases |',
    '| --- | --- | --- | --- | ---: |',
    ...rows,
    '',
  ].join('\n')
}
