import { ClientProcess } from './client-processes.ts'
import type { Operation } from './client-call.ts'
import type { HostileCase } from './hostile-case.ts'
import { type Fault, judge, longestBlock } from './judge.ts'
import { RawServer } from './raw-server.ts'
import type { Assignment, RunReport } from './run-case.ts'

/** Which case is tried by whom. */
export type Plan = Pick<Assignment, 'client' | 'transport' | 'operation'> & { readonly tried: HostileCase }

/** What came of all runs. */
export interface Results {
  readonly runs: readonly { readonly plan: Plan; readonly report: RunReport | undefined }[]
  readonly faults: readonly Fault[]
}

const clientNames = ['core', 'langchain', 'ai-sdk'] as const
const transportNames = ['fetch', 'nodeFetch'] as const

/** All ways to try a case: transports, operations, clients. */
export function everyWay(tried: HostileCase): Plan[] {
  const isEmbedding = tried.group === 'embeddings'
  const operations: readonly Operation[] = isEmbedding ? ['embed'] : ['chat', 'stream']
  // LangChain's embeddings are another class of its own.
  const clients = clientNames.filter((client) => !isEmbedding || client !== 'langchain')
  return clients.flatMap((client) =>
    transportNames.flatMap((transport) => operations.map((operation) => ({ tried, client, transport, operation }))),
  )
}

/** After so many hangs and crashes the other runs of a case are left out: they would say the same, slowly. */
const enough = 2
/** How many processes make calls at a time. */
const processes = 2

/** Tries everything that was planned, in several processes. */
export async function runAll(plans: readonly Plan[]): Promise<Results> {
  const server = new RawServer()
  await server.listen()
  const queue = [...plans.entries()]
  const runs: { plan: Plan; report: RunReport | undefined }[] = []
  const faults: Fault[] = []
  const fatal = new Map<HostileCase, number>()
  const work = async (): Promise<void> => {
    const client = new ClientProcess()
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, plan] = next
      if ((fatal.get(plan.tried) ?? 0) >= enough) continue
      const { report, found } = await runOnce(server, client, plan, index)
      runs.push({ plan, report })
      faults.push(...found)
      if (report === undefined) fatal.set(plan.tried, (fatal.get(plan.tried) ?? 0) + 1)
    }
    await client.stop()
  }
  try {
    await Promise.all(Array.from({ length: processes }, work))
  } finally {
    server.stop()
  }
  return { runs, faults }
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
    const isSlow = report !== undefined && (report.longestBlock > longestBlock || found.some(({ kind }) => kind === 'hang'))
    if (!isSlow) break
  }
  return ran
}
