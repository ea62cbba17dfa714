// Keeps the streams of answers, so that a page can reconnect to them. Memory takes the place of Redis, as one process is enough
// here; with Redis, import `createResumableStreamContext` from 'resumable-stream' and leave the publisher and subscriber out.

import { after } from 'next/server'
import { createResumableStreamContext } from 'resumable-stream/generic'
import { createMemoryPubSub } from './memory-pub-sub'

const shared = globalThis as { pubSub?: ReturnType<typeof createMemoryPubSub> }

export const streams = createResumableStreamContext({ waitUntil: after, ...(shared.pubSub ??= createMemoryPubSub()) })
