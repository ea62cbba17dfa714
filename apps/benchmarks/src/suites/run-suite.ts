import type { HotFunction, Work } from '../workload/workload.ts'
import { RowProcess, type ServerProcess } from '../workload/processes.ts'
import { type Samples, summarize } from './summarize.ts'
import type { Sampling, Suite, SuiteResult } from './suite.ts'

/** How a suite is run. */
export interface RunOptions {
  readonly rows: readonly string[]
  readonly long: boolean
  /** The folder for CPU profiles; without one none are made. */
  readonly profiles?: string | undefined
  readonly progress: (text: string) => void
}

/** What a run of a suite gave. */
export interface SuiteRun {
  readonly result: SuiteResult
  readonly hot: ReadonlyMap<string, readonly HotFunction[]>
}

/** Runs a suite: rounds of all rows, in another order each time, until there are enough of them or the time is up. */
export async function runSuite(suite: Suite, server: ServerProcess, options: RunOptions): Promise<SuiteRun> {
  const names = suite.rows.filter(
    (name) => name === 'floor' || options.rows.length === 0 || options.rows.includes(name),
  )
  const samples: Samples = new Map(names.map((name) => [name, []]))
  const rounds = (suite.rounds ?? 15) * (options.long ? 3 : 1)
  const until = Date.now() + (options.long ? 10 * 60_000 : 50_000)
  const sampler = new Sampler(suite.sampling, server, options.long)
  let hot: SuiteRun['hot'] = new Map()
  try {
    await sampler.open(names, options.progress)
    let took = 0
    for (let round = 1; round <= rounds && (Date.now() + took < until || round <= 2); round += 1) {
      const begun = Date.now()
      for (const name of shuffled(names)) {
        options.progress(`round ${round} of ${rounds}: ${name}`)
        samples.get(name)?.push(await sampler.sample(name))
      }
      took = Date.now() - begun
    }
    if (options.profiles !== undefined) hot = await sampler.profile(names, options.profiles)
  } finally {
    sampler.close()
  }
  return { result: summarize(suite, samples), hot }
}

/** Takes samples of rows, in processes that it starts and ends. */
class Sampler {
  readonly #sampling: Sampling
  readonly #server: ServerProcess
  readonly #long: boolean
  readonly #resident = new Map<string, RowProcess>()
  /** How often a row does each work in one sample: the quick ones several times, or their samples would be all noise. */
  readonly #repeats = new Map<string, readonly number[]>()

  constructor(sampling: Sampling, server: ServerProcess, long: boolean) {
    this.#sampling = sampling
    this.#server = server
    this.#long = long
  }

  async open(names: readonly string[], progress: (text: string) => void): Promise<void> {
    if (this.#sampling.kind === 'own' || this.#sampling.fresh) return
    progress('starting the processes')
    const started = await Promise.all(names.map((name) => RowProcess.start(name, this.#server)))
    for (const process of started) this.#resident.set(process.name, process)
    progress('warming up')
    const { works } = this.#sampling
    // All at once: nothing is measured yet.
    await Promise.all(names.map((name) => this.#warmUp(name, works)))
  }

  /** Lets a row do its works until its code is compiled, and finds out how quick they are. */
  async #warmUp(name: string, works: readonly Work[]): Promise<void> {
    const until = Date.now() + 5_000
    for (let round = 0; round < 20 && (round < 1 || Date.now() < until); round += 1) {
      const values = await this.sample(name)
      const repeats = works.map((work, index) => repeatsOf(work, values[index]))
      this.#repeats.set(name, repeats)
    }
  }

  async sample(name: string): Promise<readonly number[]> {
    if (this.#sampling.kind === 'own') return this.#sampling.sample(name)
    const process = this.#resident.get(name) ?? (await RowProcess.start(name, this.#server))
    const values: number[] = []
    for (const [index, { tooLongFor, ...work }] of this.#sampling.works.entries()) {
      const skipped = !this.#long && tooLongFor?.includes(name)
      const times = work.times * (this.#repeats.get(name)?.[index] ?? 1)
      values.push(skipped ? Number.NaN : (await process.run({ ...work, times })).value)
    }
    if (this.#sampling.fresh) process.stop()
    return values
  }

  /** Profiles each row's first work, a few times over. */
  async profile(names: readonly string[], folder: string): Promise<SuiteRun['hot']> {
    const hot = new Map<string, readonly HotFunction[]>()
    const [work] = this.#sampling.kind === 'works' ? this.#sampling.works : []
    if (work === undefined) return hot
    for (const name of names) {
      const process = this.#resident.get(name) ?? (await RowProcess.start(name, this.#server))
      this.#resident.set(name, process)
      hot.set(name, (await process.run({ ...work, times: work.times * 5, profile: folder })).hot ?? [])
    }
    return hot
  }

  close(): void {
    for (const process of this.#resident.values()) process.stop()
  }
}

/** A sample should last some time, or it would be all noise. */
function repeatsOf({ measure, times, concurrency = 1 }: Work, value: number | undefined): number {
  if (measure !== 'cpu' || value === undefined || Number.isNaN(value) || concurrency === times) return 1
  return Math.min(8, Math.ceil(50_000 / (value * times)))
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value)
}
