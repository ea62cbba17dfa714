// What `resumable-stream` asks of Redis, within one process.

type Listener = (message: string) => void

/** Creates a publisher and a subscriber that share their memory. */
export function createMemoryPubSub() {
  const listeners = new Map<string, Listener>()
  const values = new Map<string, string>()
  const connect = async () => {}
  const publisher = {
    connect,
    async publish(channel: string, message: string) {
      listeners.get(channel)?.(message)
    },
    async get(key: string) {
      return values.get(key) ?? null
    },
    async set(key: string, value: string) {
      values.set(key, value)
    },
    async incr(key: string) {
      const next = Number(values.get(key) ?? 0) + 1
      values.set(key, String(next))
      return next
    },
  }
  const subscriber = {
    connect,
    async subscribe(channel: string, listener: Listener) {
      listeners.set(channel, listener)
    },
    async unsubscribe(channel: string) {
      listeners.delete(channel)
    },
  }
  return { publisher, subscriber }
}
