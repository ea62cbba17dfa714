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
  const pairs = suite.pairs ?? 1
  const groups = sampler.keepsProcesses ? Array.from({ length: pairs }, () => withFloor(names)).flat() : [names]
  const rounds = ((suite.rounds ?? 30) * (options.long ? 3 : 1)) / pairs
  const least = leastRounds / pairs
  const milliseconds = ((options.long ? 600 : 120) * 1_000) / groups.length
  let hotFunctions: SuiteRun['hotFunctions'] = new Map()
  try {
    for (const group of groups) {
      await sampler.open(group, options.progress)
      // Starts after the warm-up, which would otherwise use up the time for rounds.
      const until = Date.now() + milliseconds
      for (let round = 1; round <= rounds && (Date.now() < until || round <= least); round += 1) {
        options.progress(`round ${round}: ${group.join(', ')}`)
        const values = await sampler.sample(group)
        for (const [name, own] of values) samples.get(name)?.push({ own, floor: values.get('floor') ?? own })
      }
      sampler.close()
    }
    if (options.profiles !== undefined) hotFunctions = await sampler.profile(names, options.profiles)
  } finally {
    sampler.close()
  }
  return { result: summarize(suite, samples), hotFunctions }
}

/**
 * Pairs each row with the floor, in new processes of both: one floor for all rows would be the older process of each pair. When a
 * dozen rows took turns, a row had slept for seconds before each sample, which made it more expensive, and the floor of its round
 * was measured seconds away, when the machine could be half as fast.
 */
function withFloor(names: readonly string[]): readonly (readonly string[])[] {
  const others = names.filter((name) => name !== 'floor')
  return others.length === 0 ? [names] : shuffled(others).map((name) => ['floor', name])
}

/** Rounds of a row that a slow machine runs too, even if the time is up: the median of two says little. */
const leastRounds = 6

/**
 * Takes samples of rows, in processes that it starts and stops. Each workload of a row has a process of its own, because the garbage
 * of one would be collected during the next: calls of 1 KB looked up to twice as expensive after calls of 100 KB.
 */
class Sampler {
  readonly #sampling: Sampling
  readonly #server: ServerProcess
  readonly #long: boolean
  readonly #resident: Resident[] = []

  constructor(sampling: Sampling, server: ServerProcess, long: boolean) {
    this.#sampling = sampling
    this.#server = server
    this.#long = long
  }

  /** Whether a row keeps its processes for all rounds. */
  get keepsProcesses(): boolean {
    return this.#keptWorkloads !== undefined
  }

  get #keptWorkloads(): readonly RowWorkload[] | undefined {
    return this.#sampling.kind === 'own' || this.#sampling.fresh ? undefined : this.#sampling.workloads
  }

  /** Starts the processes of these rows, and warms them up. */
  async open(names: readonly string[], progress: (text: string) => void): Promise<void> {
    const workloads = this.#keptWorkloads
    if (workloads === undefined) return
    progress(`warming up ${names.join(', ')}`)
    const wanted = names.flatMap((name) =>
      workloads.filter((workload) => this.#runs(name, workload)).map((workload) => ({ name, workload })),
    )
    for (const { name, workload } of wanted) {
      const process = await RowProcess.start(name, this.#server)
      this.#resident.push({ name, workload, process, repeats: 1 })
    }
    // In parallel, because nothing is measured yet.
    await Promise.all(this.#resident.map((resident) => warmUp(resident, warmUpCpu / Math.min(2, workloads.length))))
  }

  /** Samples each of these rows, all rows one workload after the other; returns the values of each row. */
  async sample(names: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const values = new Map<string, number[]>(names.map((name) => [name, []]))
    const sampling = this.#sampling
    if (sampling.kind === 'own') {
      for (const name of shuffled(names)) values.set(name, [...(await sampling.sample(name))])
      return values
    }
    for (const workload of sampling.workloads)
      for (const name of shuffled(names)) values.get(name)?.push(await this.#measure(name, workload))
    return values
  }

  async #measure(name: string, workload: RowWorkload): Promise<number> {
    if (!this.#runs(name, workload)) return Number.NaN
    const resident = this.#resident.find((one) => one.name === name && one.workload === workload)
    if (resident) return (await run(resident)).value
    const process = await RowProcess.start(name, this.#server)
    const { value } = await process.run(workload)
    process.stop()
    return value
  }

  #runs(name: string, { tooLongFor }: RowWorkload): boolean {
    return this.#long || !tooLongFor?.includes(name)
  }

  /** Profiles each row's first workload, repeated a few times. */
  async profile(names: readonly string[], folder: string): Promise<SuiteRun['hotFunctions']> {
    const hotFunctions = new Map<string, readonly HotFunction[]>()
    const [workload] = this.#sampling.kind === 'workloads' ? this.#sampling.workloads : []
    if (workload === undefined) return hotFunctions
    for (const name of names) {
      const process = await RowProcess.start(name, this.#server)
      const measured = await process.run({ ...workload, times: workload.times * 5, profile: folder })
      hotFunctions.set(name, measured.hotFunctions ?? [])
      process.stop()
    }
    return hotFunctions
  }

  /** Stops all processes. */
  close(): void {
    for (const { process } of this.#resident.splice(0)) process.stop()
  }
}

/** The process of a row for one of its workloads. */
interface Resident {
  readonly name: string
  readonly workload: RowWorkload
  readonly process: RowProcess
  /** How often a sample repeats the workload. Short ones are repeated to reduce noise. */
  repeats: number
}

/** Runs a workload until its code is compiled, and determines how often to repeat it. */
async function warmUp(resident: Resident, milliseconds: number): Promise<void> {
  const until = Date.now() + longestWarmUp
  // CPU time and not elapsed time, since the rows share the cores.
  let used = 0
  while (used < milliseconds && Date.now() < until) {
    const { value, cpu } = await run(resident)
    resident.repeats = repeatsOf(resident.workload, value)
    used += cpu
  }
}

function run({ workload, process, repeats }: Resident): Promise<Measurement> {
  const repeated = { ...workload, times: workload.times * repeats }
  return process.run({ ...repeated, leadIn: leadInOf(repeated) })
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
