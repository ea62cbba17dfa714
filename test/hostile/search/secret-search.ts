import { inspect } from 'node:util'
import { formsOf } from './secret-forms.ts'
import { texts } from './object-texts.ts'

/** Where a search looks: everything of a value, or only what is not the request as it was sent. */
export interface SearchOptions {
  /** Names of properties that are not followed; with any, texts made of the whole value are not looked at. */
  readonly without?: ReadonlySet<string> | undefined
}

/** Finds a secret in a value, in any form and any part of it that is long enough to help, and gives the places. */
export function searchSecret(secret: string, value: unknown, options: SearchOptions = {}): string[] {
  const forms = formsOf(secret)
  const found = new Set<string>()
  const look = (place: string, text: string): void => {
    if (forms.some((form) => text.includes(form))) found.add(place)
  }
  for (const [place, text] of texts(value, options.without)) look(place, text)
  if (options.without === undefined) for (const [place, text] of serializations(value)) look(place, text)
  return [...found]
}

/** Levels that are written out: with every level the lines get longer. What lies deeper is found by the walk. */
const deepest = 100
/** Entries of a list that are written out. */
const mostEntries = 1000

/** The texts that loggers and transports make of a value. */
function* serializations(value: unknown): Generator<readonly [string, string]> {
  yield [
    'inspect',
    inspect(value, {
      depth: deepest,
      showHidden: true,
      maxArrayLength: 200,
      maxStringLength: 200_000,
    }),
  ]
  yield ['JSON', attempt(() => JSON.stringify(value, shortened))]
  // Of anything but an error it copies what the walk has seen.
  if (value instanceof Error)
    yield ['structuredClone', attempt(() => inspect(structuredClone(value), { depth: 20, maxStringLength: 200_000 }))]
  yield ['String', attempt(() => String(value))]
}

/** A trace of a long stream has an entry for every piece of it. */
function shortened(_name: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > mostEntries ? value.slice(0, mostEntries) : value
}

function attempt(make: () => string | undefined): string {
  try {
    return make() ?? ''
  } catch {
    return ''
  }
}
