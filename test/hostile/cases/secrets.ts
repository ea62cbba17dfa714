import { raw } from '../server/answers.ts'
import { encodings } from '../search/encodings.ts'
import type { HostileCase } from '../hostile-case.ts'
import { secretKinds, type SecretKindName } from '../search/secret-kinds.ts'
import { echoPlaces } from './echoes.ts'

const kinds = Object.keys(secretKinds) as SecretKindName[]

/** Every place with every encoding, and in turn with every kind of secret. */
const echoed = echoPlaces.flatMap((place, row) =>
  encodings.map((encoding, column): HostileCase => {
    const secret = kinds[(row * 4 + column) % kinds.length] ?? 'key'
    return {
      group: 'secrets echoed in errors',
      name: `${secret}, ${encoding.name}, in ${place.name}`,
      setup: { secret },
      answer: place.answer(encoding),
    }
  }),
)

/** Every place with every kind of secret as it is: the least that can be asked. */
const plain = echoPlaces.flatMap((place) =>
  kinds.map((secret): HostileCase => ({
    group: 'secrets echoed in errors',
    name: `${secret}, in ${place.name}`,
    setup: { secret },
    answer: place.answer({ name: 'as it is', encode: (text) => text }),
  })),
)

const split: readonly HostileCase[] = kinds.map((secret) => ({
  group: 'secrets echoed in errors',
  name: `${secret}, over many network reads`,
  setup: { secret },
  answer: (exchange) => {
    const half = Math.floor(exchange.secret.length / 2)
    const pieces = [
      exchange.secret.slice(0, half),
      exchange.secret.slice(half, half + 1),
      exchange.secret.slice(half + 1),
    ]
    return raw('HTTP/1.1 401 No\r\nconnection: close\r\n\r\n{"error":{"message":"', ...pieces, '"}}')(exchange)
  },
}))

const atOnce: readonly HostileCase[] = (['key by a function', 'key by a slow function'] as const).map((secret) => ({
  group: 'secrets echoed in errors',
  name: `${secret}, twenty calls at once`,
  setup: { secret, calls: 20 },
  answer: async (exchange) => {
    await exchange.pause(30)
    await raw(`HTTP/1.1 403 No\r\nconnection: close\r\n\r\n{"error":{"message":"bad ${exchange.secret}"}}`)(exchange)
  },
}))

/** Endpoints that show the secrets they were told. */
export const secretCases: readonly HostileCase[] = [...echoed, ...plain, ...split, ...atOnce]
