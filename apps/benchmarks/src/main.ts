import { cac } from 'cac'
import { runBulk } from './bulk/run-bulk.ts'
import { runLoad } from './load/run-load.ts'
import { drawBounds } from './report/summary.ts'
import { drawTable } from './report/suite-table.ts'
import { drawHotFunctions } from './report/hot-functions-table.ts'
import { writePage } from './report/write-page.ts'
import { profilesFolder, saveResult } from './results/results-file.ts'
import { Progress } from './report/progress.ts'
import { rows } from './rows/rows.ts'
import { runSuite } from './suites/run-suite.ts'
import type { SuiteResult } from './suites/suite.ts'
import { suites } from './suites/suites.ts'
import { ServerProcess } from './workload/processes.ts'

interface Flags {
  readonly rows?: string
  readonly long?: boolean
  readonly cpuProf?: boolean
}

const cli = cac('bench')
cli
  .command(
    '[...suites]',
    `Run suites (default: all): ${[...suites.map(({ name }) => name), 'load'].join(', ')}; and bulk, only if named`,
  )
  .option(
    '--rows <names>',
    `Run only the rows whose names contain one of these comma-separated parts: ${rows.map(({ name }) => name).join('; ')}`,
  )
  .option('--long', 'Run three times as many rounds, and workloads that take minutes')
  .option('--cpu-prof', 'Profile each row and list its hottest functions; the profiles are saved in results/profiles')
  .action(bench)
cli.help()
cli.parse()

/** Reports an unknown suite or row. */
function findArgumentError(names: readonly string[], wanted: readonly string[]): string | undefined {
  const suite = names.find((name) => name !== 'load' && name !== 'bulk' && !suites.some((one) => one.name === name))
  if (suite !== undefined) {
    return `There is no suite "${suite}". The suites are ${suites.map(({ name }) => name).join(', ')}, load and bulk.`
  }
  const known = new Set(suites.flatMap((one) => one.rows))
  const row = wanted.find((part) => ![...known].some((name) => name.includes(part)))
  return row === undefined ? undefined : `There is no row "${row}". The rows are ${[...known].join('; ')}.`
}

async function bench(names: readonly string[], flags: Flags): Promise<void> {
  const wanted = flags.rows?.split(',').map((part) => part.trim()) ?? []
  const argumentError = findArgumentError(names, wanted)
  if (argumentError !== undefined) {
    console.error(argumentError)
    process.exitCode = 1
    return
  }
  const results: SuiteResult[] = []
  for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const progress = new Progress(suite.name)
    const selected = wanted.length === 0 ? [] : suite.rows.filter((row) => wanted.some((part) => row.includes(part)))
    const server = await ServerProcess.start()
    try {
      const { result, hotFunctions } = await runSuite(suite, server, {
        rows: wanted.length > 0 && selected.length === 0 ? ['none'] : selected,
        long: flags.long ?? false,
        profiles: flags.cpuProf ? profilesFolder(suite.name) : undefined,
        progress: (text) => progress.show(text),
      })
      progress.clear()
      results.push(result)
      console.log(drawTable(suite, result))
      for (const [row, functions] of hotFunctions) console.log(drawHotFunctions(row, functions))
      // Results of some of the rows, or with profiling, are not saved.
      if (wanted.length === 0 && !flags.cpuProf) await saveResult(result)
    } finally {
      server.stop()
    }
  }
  if (results.length > 0) console.log(drawBounds(suites, results))
  if (names.includes('bulk')) await runBulk()
  if (names.length === 0 || names.includes('load')) await runLoad({ long: flags.long ?? false })
  if (wanted.length === 0) await writePage(suites)
}
