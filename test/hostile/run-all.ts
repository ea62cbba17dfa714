import { ClientProcess } from './client-processes.ts'
import type { HostileCase } from './hostile-case.ts'
import { type Fault, type FaultKind, judge, longestBlock } from './judge.ts'
import type { Plan } from './plan.ts'
import { RawServer } from './server/raw-server.ts'
import type { Assignment, RunReport } from './calls/run-case.ts'

/** What came of all runs. */
export interface Results {
  readonly runs: readonly { readonly plan: Plan; readonly report: RunReport | undefined }[]
  readonly faults: readonly Fault[]
}

/** After so many hangs and crashes the other runs of a case are left out: they would say the same, slowly. */
const enough = 2
/** How many processes make calls at a time: as many as there are cores, and more where they mostly wait. */
const lanes = { busy: 2, idle: 4 } as const

/** Tries everything that was planned, in several processes. */
export async function runAll(plans: readonly Plan[]): Promise<Results> {
  const server = new RawServer()
  await server.listen()
  const lane = new Lane(server)
  const entries = [...plans.entries()]
  try {
    // One after the other: what mostly waits still takes time from what is measured.
    await lane.work(
      entries.filter(([, { tried }]) => !tried.allowance?.isIdle),
      lanes.busy,
    )
    await lane.work(
      entries.filter(([, { tried }]) => tried.allowance?.isIdle),
      lanes.idle,
    )
  } finally {
    server.stop()
  }
  return lane
}

/** Works through planned runs, and keeps what came of them. */
class Lane implements Results {
  readonly runs: { plan: Plan; report: RunReport | undefined }[] = []
  readonly faults: Fault[] = []
  readonly #fatal = new Map<HostileCase, number>()
  readonly #server: RawServer

  constructor(server: RawServer) {
    this.#server = server
  }

  async work(planned: [number, Plan][], processes: number): Promise<void> {
    const queue = [...planned]
    const workThrough = async (): Promise<void> => {
      const client = new ClientProcess()
      try {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) await this.#try(client, next)
      } finally {
        await client.stop()
      }
    }
    await Promise.all(Array.from({ length: processes }, workThrough))
  }

  async #try(client: ClientProcess, [index, plan]: [number, Plan]): Promise<void> {
    const deaths = this.#fatal.get(plan.tried) ?? 0
    if (deaths >= enough) return
    const { report, found } = await runOnce(this.#server, client, plan, index)
    this.runs.push({ plan, report })
    this.faults.push(...found)
    if (report === undefined) this.#fatal.set(plan.tried, deaths + 1)
  }
}

interface Ran {
  readonly report: RunReport | undefined
  readonly found: readonly Fault[]
}

/** Makes one run; what took too long may have been the machine, and has to be so three times. */
async function runOnce(server: RawServer, client: ClientProcess, plan: Plan, index: number): Promise<Ran> {
  let ran: Ran = { report: undefined, found: [] }
  for (let attempt = 0; attempt < 3; attempt++) {
    const run = index * 3 + attempt
    const { tried, ...way } = plan
    const assignment: Assignment = { ...way, run, tried: tried.name, origin: server.open(run, tried) }
    const result = await client.run(assignment)
    const found = judge(tried, assignment, result, await server.close(run))
    const report = 'ending' in result ? undefined : result
    ran = { report, found }
    const isSlow =
      (report !== undefined && report.longestBlock > longestBlock) || found.some(({ kind }) => isOfTime(kind))
    if (!isSlow) break
  }
  return ran
}

/** Whether a busy machine can be the cause: a call also ends before its request if the caller's patience does. */
function isOfTime(kind: FaultKind): boolean {
  return kind === 'hang' || kind === 'no request'
}
