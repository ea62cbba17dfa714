import { formatterWith, hasStatus, mentions, type Remedy } from './symptoms.ts'

const useInstead = /\b(?:use|try)\W{1,3}([a-z]\w{1,40})\W{1,3}instead/i

/** What to do about a parameter that the deployment refuses; the specific ones first. */
export const parameterRemedies: readonly Remedy[] = [
  [
    mentions(/extra.parameters/i),
    'Send the header `extra-parameters: pass-through` (option `headers`) if the model supports the parameter, or leave it out.',
  ],
  [
    ({ message }) => /^max_\w+$/.test(useInstead.exec(message)?.[1] ?? ''),
    ({ message, names }) =>
      `${formatterWith(names)} \`maxTokensParameter: '${useInstead.exec(message)?.[1]}'\`, so that it sends \`maxTokens\` under this name.`,
  ],
  [
    mentions(/max_tokens.{0,80}(?:not supported|unsupported|not compatible).{0,80}max_completion_tokens/i),
    ({ names }) =>
      `${formatterWith(names)} \`maxTokensParameter: 'max_completion_tokens'\`, so that it sends \`maxTokens\` under this name.`,
  ],
  [
    mentions(
      /max_(?:completion_|new_)?tokens\W.{0,40}(?:too (?:large|big|high)|must be (?:less|at most)|exceed)|at most \d+ completion tokens/i,
    ),
    'Lower `maxTokens`, or shorten the conversation.',
  ],
  [
    mentions(/messages\W{0,3}\d*\W{0,3}\.?role.{0,30}(?:does not|not|n't) support.{0,5}system/i),
    'The model takes no system message: put the instructions into the first user message, as `MistralChatContentFormatter` of @azureml-endpoints/formatters-openai does.',
  ],
  [
    mentions(/enable-auto-tool-choice|tool-call-parser|requires.{0,20}--jinja/i),
    'Start the model server with a tool-call parser, or do not pass `tools`.',
  ],
  [
    mentions(/tool_choice.{0,80}(?:thinking|incompatible)|thinking.{0,60}tool_choice/i),
    "Pass `toolChoice: 'auto'`, or turn the model's thinking off: it does not think and obey a forced tool at once.",
  ],
  [
    mentions(/tools.{0,60}reasoning_effort|reasoning_effort.{0,60}tools/i),
    'Leave `reasoningEffort` out of calls with `tools`: on this route the model does not take both.',
  ],
  [
    mentions(
      /(?:does not|doesn't|do not|cannot) support (?:the use of )?(?:tools?|function)|tools? (?:use|calling|calls?) (?:is|are) not (?:supported|enabled)|support tool use/i,
    ),
    'Do not pass `tools`: the model, or the server that runs it, does not support them.',
  ],
  [
    mentions(
      /invalid schema|schema.{0,80}(?:additionalProperties|not permitted)|(?:unsupported|invalid).{0,30}(?:json )?schema|grammar.{0,40}(?:error|invalid|compile|unsupported)/i,
    ),
    "Change the schema as the message says, or have the formatter put it into the prompt (`jsonSchema: 'prompt'`).",
  ],
  [
    mentions(
      /json_schema|json_object.{0,60}not supported|structured.?outputs?.{0,60}(?:not|disabled|unsupported)|response_format.{0,80}(?:not support|unavailable|unsupported|not available|must be)|guided.?(?:decoding|json).{0,60}(?:not|error)/i,
    ),
    "Have the formatter put the schema into the prompt (`jsonSchema: 'prompt'`).",
  ],
  [
    mentions(/stream_options/i),
    ({ names }) => `${formatterWith(names)} \`streamUsage: false\`, so that it does not ask the stream for its usage.`,
  ],
  [
    mentions(/api.?version (?:is )?not supported|unsupported api.?version/i),
    'Change `api-version` in `endpointUrl`; the routes under /openai/v1 take none.',
  ],
  [
    mentions(
      /stream(?:ing)?\W.{0,40}(?:not (?:supported|available|enabled)|unsupported)|(?:does not|doesn't|cannot) (?:support )?stream|not acceptable|Media type text\/event-stream/i,
    ),
    ({ names }) => `This deployment does not stream: ${names.wholeAnswer ?? 'use `chat()`'}.`,
  ],
]

/** What to do about any other parameter; these match many messages, so they come late. */
export const generalParameterRemedies: readonly Remedy[] = [
  [
    ({ message }) => useInstead.test(message),
    ({ message }) => `Send the parameter as \`${useInstead.exec(message)?.[1]}\` in \`modelKwargs\`.`,
  ],
  // A media type is no parameter.
  [
    (symptoms) => !hasStatus(415)(symptoms) && refusesParameter(symptoms),
    'Leave the named parameter out of the call and of `modelKwargs`.',
  ],
]

const refusesParameter = mentions(
  /unrecognized|unknown (?:field|parameter|argument|name)|not supported|unsupported|does not support|not permitted|extra inputs|extra fields|extra_forbidden|unexpected keyword/i,
)
