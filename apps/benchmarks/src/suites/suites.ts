import { bundleSize } from './bundle-size.ts'
import { calls } from './calls.ts'
import { streamFormats } from './formats.ts'
import { conversation, length, toolCall } from './growth.ts'
import { importTime } from './import-time.ts'
import { openStreams, retained } from './memory.ts'
import { bulk, cold, events, firstDelta, trickle } from './streams.ts'
import type { Suite } from './suite.ts'

/** All suites except the load run, in the order of the results. */
export const suites: readonly Suite[] = [
  bulk,
  streamFormats,
  events,
  trickle,
  cold,
  calls,
  firstDelta,
  toolCall,
  conversation,
  length,
  openStreams,
  retained,
  importTime,
  bundleSize,
]
