import type { Compared, Difference } from './differences.ts'

/** Differences of what comes back, and of what is refused. They are applied in this order. */
export const answerDifferences: readonly Difference[] = [
  {
    name: 'white space around the answer',
    python: 'trims the answers of chat models and of completions',
    here: 'keeps them as they are',
    silent: true,
    applies: (compared) => {
      const { outcome, given } = compared
      const full = givenText(given.answer.text)
      const trims = given.kind === 'chat' || given.apiType === 'serverless'
      if (
        !trims ||
        outcome.text === undefined ||
        full === undefined ||
        full === outcome.text ||
        full.trim() !== outcome.text
      )
        return false
      compared.outcome = { ...outcome, text: full }
      return true
    },
  },
  {
    name: 'a repeated prompt',
    python: 'keeps it',
    here: 'removes it where the image repeats it by default, unless `return_full_text` is set',
    silent: true,
    applies: (compared) => {
      const { given, outcome, ours } = compared
      const removes =
        given.kind === 'llm' && given.apiType === 'dedicated' && given.formatter !== 'DollyContentFormatter'
      if (!removes || outcome.text === undefined || ours.text === outcome.text) return false
      if (given.modelKwargs?.['return_full_text'] !== undefined || given.prompt + (ours.text ?? '') !== outcome.text)
        return false
      compared.outcome = { ...outcome, text: outcome.text.slice(given.prompt?.length) }
      return true
    },
  },
  {
    name: 'a leading `<think>`',
    python: 'leaves it in the answer of a chat model',
    here: "is `reasoning_content`; `reasoning: 'off'` leaves it in the text",
    silent: true,
    applies: (compared) => {
      const { given, outcome } = compared
      const thought = /^\s*<think>[^]*<\/think>\s*/.exec(outcome.text ?? '')
      if (given.kind !== 'chat' || thought === null) return false
      compared.outcome = { ...outcome, text: outcome.text?.slice(thought[0].length) ?? '' }
      return true
    },
  },
  {
    name: 'the finish reason of dedicated chat models',
    python: 'is never set',
    here: 'is what the answer says, else `stop`',
    silent: true,
    applies: (compared) => {
      const { given, outcome, ours } = compared
      if (given.kind !== 'chat' || given.apiType !== 'dedicated' || outcome.text === undefined) return false
      compared.outcome = { ...outcome, reason: ours.reason }
      return true
    },
  },
  ...refusals(),
  {
    name: 'both refuse, in other words',
    python: 'an `HTTPError`, a `ValueError` or what Python raised on the way',
    here: 'one of three error classes, with the cause and what to do',
    silent: false,
    applies: (compared) => bothFail(compared) && adopt(compared),
  },
]

function refusals(): readonly Difference[] {
  return [
    refusal(
      'roles and tool messages',
      /Received unsupported role/,
      'refuses tool messages and other roles',
      'sends them',
    ),
    refusal(
      'Mistral on dedicated endpoints',
      /dedicated is not supported by this formatter/,
      'refuses them',
      'folds the system message there too',
    ),
    refusal(
      'an answer without text',
      /'NoneType' object has no attribute 'strip'/,
      'fails on an answer that is only tool calls',
      'returns the tool calls',
    ),
    refusal(
      'other forms of an answer',
      /Error while formatting response payload|ValidationError|AttributeError|KeyError/,
      'knows one form for each formatter',
      'reads the forms of all images',
    ),
  ]
}

function refusal(name: string, pattern: RegExp, python: string, here: string): Difference {
  const applies = (compared: Compared): boolean => {
    const { outcome, ours } = compared
    return outcome.error !== undefined && pattern.test(outcome.error) && ours.error === undefined && adopt(compared)
  }
  return { name, python, here, silent: false, applies }
}

function bothFail({ outcome, ours }: Compared): boolean {
  return outcome.error !== undefined && ours.error !== undefined
}

/** Takes our side: the difference is that Python failed, or failed otherwise. */
function adopt(compared: Compared): true {
  const { bodies, ...ours } = compared.ours
  compared.outcome = ours
  if (compared.python.bodies.length < bodies.length) compared.body = JSON.parse(bodies.at(-1) ?? 'null')
  return true
}

function givenText(json: string): string | undefined {
  const { output, choices } = JSON.parse(json) as {
    output?: unknown
    choices?: { text?: string; message?: { content?: string } }[]
  }
  if (typeof output === 'string') return output
  return choices?.[0]?.text ?? choices?.[0]?.message?.content ?? undefined
}
