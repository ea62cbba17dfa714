import { type NameHints, rejectUnknownNames } from '../../errors/unknown-names.ts'

/** Rejects fields of a request, or of a part of it, that nobody reads; `at` is its path in the request. */
export function rejectUnknownFields(fields: object, known: ReadonlySet<string>, at = ''): void {
  rejectUnknownNames(fields, known, at, hints)
}

const asMessages = "Pass it as `messages`: [{ role: 'user', content: … }]."
const asSystemMessage = "Pass it as the first of `messages`: { role: 'system', content: … }."
const asOption = 'Pass it in the second argument, the options of the call.'

const hints: NameHints = {
  synonyms: {
    parameters: 'schema inputschema',
    schema: 'jsonschema',
    arguments: 'args',
    values: 'input texts inputs',
    mediaType: 'mimetype',
    filename: 'name',
    url: 'imageurl videourl audiourl',
  },
  advice: new Map([
    ['stream', 'Call `stream()` for a streamed answer and `chat()` for a whole one.'],
    ['input', asMessages],
    ['prompt', asMessages],
    ['systemprompt', asSystemMessage],
    ['instructions', asSystemMessage],
    ['system', asSystemMessage],
    ['model', 'Name a deployment as `deploymentName` of the client, or pass `model` in `modelKwargs`.'],
    ['signal', asOption],
    ['abortsignal', 'Pass it as `signal` in the second argument, the options of the call.'],
    ['headers', asOption],
    ['timeout', asOption],
    ['maxretries', asOption],
  ]),
}
