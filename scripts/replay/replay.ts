// `pnpm replay <folder>`: feeds recorded responses to the clients and compares what they read with a naive reading.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArguments } from './arguments.ts'
import { loadFormatters, type Formatters } from './families/formatters.ts'
import { replayFolder, type Result } from './replay-folder.ts'
import { withTables } from './report/page.ts'
import { Tally } from './report/tally.ts'

async function main(): Promise<void> {
  const { folder, formatter, out, page } = parseArguments(process.argv.slice(2))
  const formatters = chosenFrom(await loadFormatters(), formatter)
  const tally = new Tally()
  const lines: string[] = []
  for await (const result of replayFolder(folder, formatters)) {
    tally.add(result)
    for (const line of wrongIn(result)) console.log(line)
    lines.push(`${JSON.stringify(result)}\n`)
  }
  if (out !== undefined) writeFileSync(out, lines.join(''))
  if (page !== undefined) writeFileSync(page, withTables(readFileSync(page, 'utf8'), tally))
  console.log(
    [tally.results(), tally.others(), tally.reasons(), tally.requests(), tally.requestReasons(), tally.skipped()].join(
      '\n\n',
    ),
  )
  process.exitCode = tally.wrong === 0 ? 0 : 1
}

function chosenFrom(formatters: Formatters, name: string | undefined): Formatters {
  if (name === undefined) return formatters
  const chosen = formatters.get(name)
  if (chosen !== undefined) return new Map([[name, chosen]])
  throw new Error(`There is no formatter ${name}. Pass one of ${[...formatters.keys()].join(', ')}.`)
}

function wrongIn({ name, family, verdict, others, requests }: Result): string[] {
  const own = { kind: verdict.kind, reasons: verdict.reasons, what: `${name} (${family})` }
  const readings = others.map((other) => ({ ...other, what: `${name} read by ${other.formatter}` }))
  const writings = requests.map((request) => ({
    ...request,
    what: `the request of ${name} written by ${request.formatter}`,
  }))
  const wrong = [own, ...readings, ...writings].filter(({ kind }) => kind === 'wrong')
  return wrong.map(({ what, reasons }) => `wrong: ${what}\n  ${reasons.join('\n  ')}`)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
