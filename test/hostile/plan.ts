import type { Operation } from './calls/client-call.ts'
import type { HostileCase } from './hostile-case.ts'
import type { Assignment } from './calls/run-case.ts'

/** Which case is tried by whom. */
export type Plan = Pick<Assignment, 'client' | 'transport' | 'operation'> & { readonly tried: HostileCase }

const clients = ['core', 'langchain', 'ai-sdk'] as const
const transports = ['fetch', 'nodeFetch'] as const

/** All ways to try a case, one list for each client: both transports, both operations. */
function everyWay(tried: HostileCase): Plan[][] {
  const isEmbedding = tried.group === 'embeddings'
  const operations: readonly Operation[] = isEmbedding ? ['embed'] : ['chat', 'stream']
  return (
    clients
      // LangChain's embeddings are a class of their own.
      .filter((client) => !isEmbedding || client !== 'langchain')
      .map((client) =>
        transports.flatMap((transport) => operations.map((operation) => ({ tried, client, transport, operation }))),
      )
  )
}

/** Plans cases in every way. */
export function everyPlan(cases: readonly HostileCase[]): Plan[] {
  return cases.flatMap((tried) => everyWay(tried).flat())
}

/** Groups with more cases than this are tried in fewer ways each: neighbours differ by little. */
const many = 250

/** Plans every case: in every way, or in groups of many cases by each client in another way from case to case. */
export function wholePlan(cases: readonly HostileCase[]): Plan[] {
  return byGroup(cases).flatMap((group) =>
    group.flatMap((tried, index) => {
      const ways = everyWay(tried)
      if (group.length > many) return ways.map((own, row) => own[(index + row) % own.length]!)
      // A flood takes its time: over one transport a stream, over the other a whole answer.
      if (tried.allowance?.heapGrowth === undefined) return ways.flat()
      return ways.flatMap((own, row) => own.filter((_, way) => (way === 0 || way === 3) === ((index + row) % 2 === 0)))
    }),
  )
}

/** Plans a part of all cases, the same each time: so many of each group, spread over it, each in one way after the other. */
export function samplePlan(cases: readonly HostileCase[], ofEachGroup: number): Plan[] {
  return byGroup(cases).flatMap((group) => {
    const step = Math.max(1, group.length / ofEachGroup)
    const chosen = group.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    return chosen.map((tried, index) => {
      const ways = everyWay(tried).flat()
      // Five shares no factor with the number of ways, so all of them come up.
      return ways[(index * 5) % ways.length]!
    })
  })
}

function byGroup(cases: readonly HostileCase[]): HostileCase[][] {
  const groups = new Map<string, HostileCase[]>()
  for (const tried of cases) {
    const group = groups.get(tried.group) ?? []
    groups.set(tried.group, group)
    group.push(tried)
  }
  return [...groups.values()]
}
