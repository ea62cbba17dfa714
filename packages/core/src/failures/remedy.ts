import { inNamesOf } from '../errors/api-names.ts'
import { conversationRemedies, shorten } from './remedies/conversation-remedies.ts'
import { deploymentRemedies } from './remedies/deployment-remedies.ts'
import { generalParameterRemedies, parameterRemedies } from './remedies/parameter-remedies.ts'
import { rateRemedy, statusRemedies } from './remedies/status-remedies.ts'
import { neverFits } from './retryability.ts'
import type { Remedy, Symptoms } from './remedies/symptoms.ts'

/** Returns what the user can do about a failure; `undefined` if the endpoint's message has to be enough. */
export function remedyFor(symptoms: Symptoms): string | undefined {
  const shortened = { ...symptoms, message: symptoms.message.slice(0, searchedCharacters) }
  for (const [applies, advice] of remedies) {
    if (applies(shortened)) return inNamesOf(symptoms.names, typeof advice === 'string' ? advice : advice(shortened))
  }
  return undefined
}

/** Only this many characters of a message are searched. */
const searchedCharacters = 2000

/** The first match applies: specific remedies before general ones, messages and codes before statuses. */
const remedies: readonly Remedy[] = [
  [({ status }) => status >= 300 && status < 400, redirected],
  ...deploymentRemedies,
  ...parameterRemedies,
  [({ message }) => neverFits(message), shorten],
  rateRemedy,
  ...conversationRemedies,
  ...generalParameterRemedies,
  ...statusRemedies,
]

function redirected({ headers }: Symptoms): string {
  const location = headers.get('location')
  const target = location === null ? 'another place' : location.replace(/[?#].*$/, '')
  return `It points to ${target}; redirects are not followed, since they would forward the key. Pass the final URL as \`endpointUrl\`.`
}
