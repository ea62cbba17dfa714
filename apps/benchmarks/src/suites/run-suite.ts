import type { HotFunction, Measurement, Workload } from '../workload/workload.ts'
import { RowProcess, type ServerProcess } from '../workload/processes.ts'
import { type Samples, summarize } from './summarize.ts'
import type { RowWorkload, Sampling, Suite, SuiteResult } from './suite.ts'

/** How to run a suite. */
export interface RunOptions {
  readonly rows: readonly string[]
  readonly long: boolean
  /** The folder for CPU profiles. @default no profiles */
  readonly profiles?: string | undefined
  readonly progress: (text: string) => void
}

/** The outcome of a run of a suite. */
export interface SuiteRun {
  readonly result: SuiteResult
  readonly hotFunctions: ReadonlyMap<string, readonly HotFunction[]>
}

/** Runs rounds of the rows until there are enough, or the time is up. */
export async function runSuite(suite: Suite, server: ServerProcess, options: RunOptions): Promise<SuiteRun> {
  const names = suite.rows.filter(
    (name) => name === 'floor' || options.rows.length === 0 || options.rows.includes(name),
  )
  const samples: Samples = new Map(names.map((name) => [name, []]))
  const sampler = new Sampler(suite.sampling, server, options.long)
  const groups = sampler.keepsProcesses ? withFloor(names) : [names]
  const rounds = (suite.rounds ?? 30) * (options.long ? 3 : 1)
  const milliseconds = ((options.long ? 600 : 120) * 1_000) / groups.length
  let hotFunctions: SuiteRun['hotFunctions'] = new Map()
  try {
    for (const group of groups) {
      await sampler.open(group, options.progress)
      // Starts after the warm-up, which would otherwise use up the time for rounds.
      const until = Date.now() + milliseconds
      for (let round = 1; round <= rounds && (Date.now() < until || round <= leastRounds); round += 1) {
        const values = new Map<string, readonly number[]>()
        for (const name of shuffled(group)) {
          options.progress(`round ${round}: ${name}`)
          values.set(name, await sampler.sample(name))
        }
        for (const [name, own] of values) samples.get(name)?.push({ own, floor: values.get('floor') ?? own })
      }
      sampler.close(group.filter((name) => name !== 'floor'))
    }
    if (options.profiles !== undefined) hotFunctions = await sampler.profile(names, options.profiles)
  } finally {
    sampler.close(names)
  }
  return { result: summarize(suite, samples), hotFunctions }
}

/**
 * Pairs each row with the floor. When a dozen rows took turns, a row had slept for seconds before each sample, which made it more
 * expensive, and the floor of its round was measured seconds away, when the machine could be half as fast.
 */
function withFloor(names: readonly string[]): readonly (readonly string[])[] {
  const others = names.filter((name) => name !== 'floor')
  return others.length === 0 ? [names] : shuffled(others).map((name) => ['floor', name])
}

/** Rounds that a slow machine runs too, even if the time is up: the median of two says little. */
const leastRounds = 5

/** Takes samples of rows, in processes that it starts and stops. */
class Sampler {
  readonly #sampling: Sampling
  readonly #server: ServerProcess
  readonly #long: boolean
  readonly #resident = new Map<string, RowProcess>()
  /** How often a row repeats each workload per sample. Short workloads are repeated to reduce noise. */
  readonly #repeats = new Map<string, readonly number[]>()

  constructor(sampling: Sampling, server: ServerProcess, long: boolean) {
    this.#sampling = sampling
    this.#server = server
    this.#long = long
  }

  /** Whether a row keeps its process for all rounds. */
  get keepsProcesses(): boolean {
    return this.#keptWorkloads !== undefined
  }

  get #keptWorkloads(): readonly RowWorkload[] | undefined {
    return this.#sampling.kind === 'own' || this.#sampling.fresh ? undefined : this.#sampling.workloads
  }

  /** Starts processes for these rows, unless they have one, and warms them up. */
  async open(names: readonly string[], progress: (text: string) => void): Promise<void> {
    const workloads = this.#keptWorkloads
    if (workloads === undefined) return
    const missing = names.filter((name) => !this.#resident.has(name))
    progress(`warming up ${missing.join(', ')}`)
    for (const name of missing) this.#resident.set(name, await RowProcess.start(name, this.#server))
    // In parallel, because nothing is measured yet.
    await Promise.all(missing.map((name) => this.#warmUp(name, workloads)))
  }

  /** Runs a row's workloads until its code is compiled, and determines how often to repeat them. */
  async #warmUp(name: string, workloads: readonly RowWorkload[]): Promise<void> {
    const until = Date.now() + longestWarmUp
    // CPU time and not elapsed time, since the rows share the cores.
    let used = 0
    while (used < warmUpCpu && Date.now() < until) {
      const repeats: number[] = []
      for (const [index, workload] of workloads.entries()) {
        const { value, cpu } = await this.#measure(name, index, workload)
        repeats.push(repeatsOf(workload, value))
        used += cpu
      }
      this.#repeats.set(name, repeats)
    }
  }

  async sample(name: string): Promise<readonly number[]> {
    if (this.#sampling.kind === 'own') return this.#sampling.sample(name)
    const { workloads, fresh } = this.#sampling
    const values: number[] = []
    for (const [index, workload] of workloads.entries()) {
      values.push((await this.#measure(name, index, workload, fresh)).value)
    }
    return values
  }

  /** Runs a workload of a row. */
  async #measure(
    name: string,
    index: number,
    { tooLongFor, ...workload }: RowWorkload,
    fresh = false,
  ): Promise<Pick<Measurement, 'value' | 'cpu'>> {
    if (!this.#long && tooLongFor?.includes(name)) return { value: Number.NaN, cpu: 0 }
    const times = workload.times * (this.#repeats.get(name)?.[index] ?? 1)
    const process = this.#resident.get(name) ?? (await RowProcess.start(name, this.#server))
    const measured = await process.run({ ...workload, times, leadIn: fresh ? 0 : leadInOf({ ...workload, times }) })
    if (fresh) process.stop()
    return measured
  }

  /** Profiles each row's first workload, repeated a few times. */
  async profile(names: readonly string[], folder: string): Promise<SuiteRun['hotFunctions']> {
    const hotFunctions = new Map<string, readonly HotFunction[]>()
    const [workload] = this.#sampling.kind === 'workloads' ? this.#sampling.workloads : []
    if (workload === undefined) return hotFunctions
    for (const name of names) {
      const process = this.#resident.get(name) ?? (await RowProcess.start(name, this.#server))
      this.#resident.set(name, process)
      hotFunctions.set(
        name,
        (await process.run({ ...workload, times: workload.times * 5, profile: folder })).hotFunctions ?? [],
      )
    }
    return hotFunctions
  }

  /** Stops the processes of these rows. */
  close(names: readonly string[]): void {
    for (const name of names) {
      this.#resident.get(name)?.stop()
      this.#resident.delete(name)
    }
  }
}

/**
 * Milliseconds of CPU time after which V8 has compiled what a row runs. Most of it is the kernel's where a row waits for packets:
 * with two seconds, paced streams still got up to a fifth cheaper while they were measured.
 */
const warmUpCpu = 6_000
/** Milliseconds after which a row that mostly waits is warm. */
const longestWarmUp = 120_000

/** Repeats short workloads, because a very short sample is mostly noise. */
function repeatsOf({ measure, times, concurrency = 1 }: Workload, value: number | undefined): number {
  if (measure !== 'cpu' || value === undefined || Number.isNaN(value) || concurrency === times) return 1
  return Math.min(8, Math.ceil(50_000 / (value * times)))
}

/**
 * Returns the number of unmeasured runs before the others, in which a process that slept while the other one ran fills its
 * caches again. A single run is long enough without, and streams at the pace of a model find them empty every time.
 */
function leadInOf({ measure, times, concurrency = 1 }: Workload): number {
  return measure.endsWith('heap') || concurrency === times ? 0 : Math.ceil(times / 2)
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value)
}
