import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { loadLines } from '../report/load-summary.ts'
import { Progress } from '../report/progress.ts'
import { saveLoad } from '../results/results-file.ts'
import type { LoadResult } from '../results/load-result.ts'

/** Runs 1 000 concurrent streams with faults, for 30 seconds or five minutes, and reports the outcome of every stream. */
export async function runLoad({ long }: { readonly long: boolean }): Promise<void> {
  const seconds = long ? 300 : 30
  const progress = new Progress('load')
  const ticking = setInterval(() => progress.show(`1000 streams for ${seconds} s`), 1_000)
  const emulator = start(new URL('emulator-process.ts', import.meta.url), [])
  try {
    const [{ port }] = (await once(emulator, 'message')) as [{ port: number }]
    const client = start(new URL('client-process.ts', import.meta.url), [String(port), '1000', String(seconds)])
    const [{ result }] = (await Promise.race([once(client, 'message'), ended(client)])) as [{ result: LoadResult }]
    progress.clear()
    console.log(`\nUnder load\n${loadLines(result).join('\n')}`)
    await saveLoad(result)
    if (result.wrong > 0 || result.started !== result.whole + result.failed) process.exitCode = 1
  } finally {
    clearInterval(ticking)
    emulator.kill()
  }
}

function start(file: URL, args: readonly string[]) {
  return fork(fileURLToPath(file), args, { execArgv: ['--expose-gc'] })
}

async function ended(child: ReturnType<typeof start>): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`The client of the load run exited with code ${code}.`)
}
