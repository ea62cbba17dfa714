import { type ChatMessage, type ChatRequest, ConfigurationError } from '../../src/index.ts'
import { asking, type Change, eachPart, eachText, sending, streaming, without } from './changes.ts'
import { type Body, named } from './sound-formatter.ts'

const sticky: Record<string, unknown> = {}
let earlier: ChatRequest | undefined
let sharedCall = -1
let sharedText = ''
const chunk: { text?: string } = {}
const sharedBody: Body = {}

/** A formatter that breaks rules: what the kit says about it, and which rules say so. No other rule may fail. */
export interface BrokenFormatter {
  readonly change: Change
  readonly breaks: Readonly<Record<string, readonly string[]>>
}

/** The rules that need a body. */
const aboutRequests: readonly string[] = [
  'creates the same body for the same request, whatever was sent before',
  'creates valid JSON for a question and for a conversation',
  'does not change the request or the context',
  'sends the deployment name in the body if the host expects it there',
  'sends every message of a conversation once, and in order',
  'sends the role of each message',
  'sends system messages or refuses them',
  'sends the text parts of a message or refuses them',
  "keeps the model's earlier reasoning out of its text",
  'sends any user text unchanged',
  'sends the texts of system and assistant messages unchanged',
  'sends every parameter or refuses it',
  'leaves out parameters that are not set',
  'sends modelKwargs unchanged',
  "has the call's modelKwargs override named parameters, and those override the client's modelKwargs",
  'sends tools or refuses them',
  'sends the tool choice or refuses it',
  'sends tool calls and their results or refuses them',
  'sends images, audio, videos and files or refuses them',
  'sends JSON mode and a schema or refuses them',
  'creates the recorded body for the recorded request (a question)',
  'works in AzureMLEndpointClient (a question)',
]

/** The rules that need an answer with a text. */
const aboutAnswers: readonly string[] = [
  'parses an answer the same way every time, without changing it',
  "returns the model's text unchanged",
  'returns a well-formed response for any JSON, or throws',
  'throws for an answer that it cannot parse',
  'parses a stream into chunks that join to the whole answer (a question)',
  'parses a stream into chunks that join to the whole answer (calls of tools)',
]

/** The rules that need a whole stream. */
const aboutStreams: readonly string[] = [
  'keeps the state of concurrent streams separate',
  'does not change events or earlier chunks',
  'returns well-formed chunks for any events, or throws',
  'returns the text of a stream unchanged',
  'parses a stream into chunks that join to the whole answer (a question)',
  'parses a stream into chunks that join to the whole answer (calls of tools)',
]

/** Formatters that break rules. */
export const brokenFormatters: Readonly<Record<string, BrokenFormatter>> = {
  'escapes twice': {
    change: eachText((text) => JSON.stringify(text).slice(1, -1)),
    breaks: {
      '`formatRequest` changed the text "\\t": {"said":[{"role":"user","content":"\\\\t"}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "\\t": {"said":[{"role":"system","content":"\\\\t"},{"role":"user","content":"Who are you?…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'adds quotes': {
    change: eachText((text) => `"${text}"`),
    breaks: {
      '`formatRequest` added quotes to the text, which the model would see: {"said":[{"role":"user","content":"\\"kit_user\\""}]}…':
        ['sends any user text unchanged'],
      '`formatRequest` created {"said":[{"role":"user","content":"\\"Where to?\\""}],"temperature":0.5,"max_tokens":9} instead of…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'trims texts': {
    change: eachText((text) => text.trim()),
    breaks: {
      '`formatRequest` changed the text " ": {"said":[{"role":"user","content":""}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "s ": {"said":[{"role":"system","content":"s"},{"role":"user","content":"Who are you?"}…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'lower-cases': {
    change: eachText((text) => text.toLowerCase()),
    breaks: {
      '`formatRequest` changed the text "C": {"said":[{"role":"user","content":"c"}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "C": {"said":[{"role":"system","content":"c"},{"role":"user","content":"who are you?"}]…':
        ['sends the texts of system and assistant messages unchanged'],
      '`formatRequest` created {"said":[{"role":"user","content":"where to?"}],"temperature":0.5,"max_tokens":9} instead of {"s…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'escapes HTML': {
    change: eachText((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    breaks: {
      '`formatRequest` changed the text "&g": {"said":[{"role":"user","content":"&amp;g"}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "&g": {"said":[{"role":"system","content":"&amp;g"},{"role":"user","content":"Who are y…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'normalizes Unicode': {
    change: eachText((text) => text.normalize('NFC')),
    breaks: {
      '`formatRequest` changed the text "é": {"said":[{"role":"user","content":"é"}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "é": {"said":[{"role":"system","content":"é"},{"role":"user","content":"Who are you?"}…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'replaces lone surrogates': {
    change: eachText((text) => text.replace(/\p{Surrogate}/gu, '?')),
    breaks: {
      '`formatRequest` changed the text "\\udc00": {"said":[{"role":"user","content":"?"}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "\\udc00": {"said":[{"role":"system","content":"?"},{"role":"user","content":"Who are yo…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'cuts long texts': {
    change: eachText((text) => text.slice(0, 4096)),
    breaks: {
      '`formatRequest` changed the text "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…':
        ['sends any user text unchanged', 'sends the texts of system and assistant messages unchanged'],
    },
  },
  'interpolates with replace': {
    change: eachText((text) => 'TEXT'.replace('TEXT', text)),
    breaks: {
      '`formatRequest` changed the text "$\'": {"said":[{"role":"user","content":""}]}.': [
        'sends any user text unchanged',
      ],
      '`formatRequest` changed the text "$\'": {"said":[{"role":"system","content":""},{"role":"user","content":"Who are you?"}]…':
        ['sends the texts of system and assistant messages unchanged'],
    },
  },
  'drops tools silently': {
    change: without('tools'),
    breaks: {
      '`formatRequest` dropped the name of the first tool: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends tools or refuses them',
      ],
    },
  },
  'drops all tools but the first': {
    change: asking((request) => ({ ...request, ...(request.tools && { tools: request.tools.slice(0, 1) }) })),
    breaks: {
      '`formatRequest` dropped the name of the second tool: {"said":[{"role":"user","content":"kit_user"}],"tools":[{"name":"ki…':
        ['sends tools or refuses them'],
    },
  },
  'drops descriptions of tools': {
    change: asking((request) => ({
      ...request,
      ...(request.tools && { tools: request.tools.map(({ name, parameters }) => ({ name, parameters })) }),
    })),
    breaks: {
      '`formatRequest` dropped the description of the first tool: {"said":[{"role":"user","content":"kit_user"}],"tools":[{"nam…':
        ['sends tools or refuses them'],
    },
  },
  'drops the tool choice': {
    change: without('toolChoice'),
    breaks: {
      '`formatRequest` created the same body for toolChoice "none" and no choice at all: {"said":[{"role":"user","content":"Go.…':
        ['sends the tool choice or refuses it'],
    },
  },
  'drops tools when streaming': {
    change: asking((request, { stream }) => (stream ? { ...request, tools: undefined } : request)),
    breaks: {
      '`formatRequest` dropped the name of the first tool: {"said":[{"role":"user","content":"kit_user"}],"stream":true}.':
        ['sends tools or refuses them'],
    },
  },
  'drops tool calls in the history': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'assistant' ? { role: 'assistant', content: message.content } : message,
      ),
    })),
    breaks: {
      '`formatRequest` dropped the first call\'s arguments: {"said":[{"role":"user","content":"kit_user"},{"role":"assistant","c…':
        ['sends tool calls and their results or refuses them'],
    },
  },
  'drops tool calls, and refuses their results': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) => {
        if (message.role === 'tool') throw new ConfigurationError('No tools.', { setting: 'messages' })
        return message.role === 'assistant' ? { role: 'assistant', content: message.content } : message
      }),
    })),
    breaks: {
      '`formatRequest` dropped the first call\'s name from a conversation: {"said":[{"role":"user","content":"kit_user"},{"role"…':
        ['sends tool calls and their results or refuses them'],
    },
  },
  'sends tool results as user messages': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'tool' ? { role: 'user', content: message.content } : message,
      ),
    })),
    breaks: {
      '`formatRequest` did not send the id of a tool call with both the call and its result: {"said":[{"role":"user","content":…':
        ['sends tool calls and their results or refuses them'],
    },
  },
  'drops the system message': {
    change: asking((request) => ({ ...request, messages: request.messages.filter(({ role }) => role !== 'system') })),
    breaks: {
      '`formatRequest` dropped the system message (messages[0]): {"said":[{"role":"user","content":"kit_user"},{"role":"assista…':
        ['sends system messages or refuses them'],
      '`formatRequest` changed the text "\\t": {"said":[{"role":"user","content":"Who are you?"}]}.': [
        'sends the texts of system and assistant messages unchanged',
      ],
    },
  },
  'drops a system message in the middle': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.filter(({ role }, index) => role !== 'system' || index === 0),
    })),
    breaks: {
      '`formatRequest` dropped the system message (messages[1]): {"said":[{"role":"user","content":"kit_user"},{"role":"assista…':
        ['sends system messages or refuses them'],
    },
  },
  'keeps only the last messages': {
    change: asking((request) => ({ ...request, messages: request.messages.slice(-10) })),
    breaks: {
      '`formatRequest` dropped text 1 of 15 (kit_turn1) from {"said":[{"role":"assistant","content":"kit_turn6"},{"role":"user"…':
        ['sends every message of a conversation once, and in order'],
    },
  },
  'loses a message in the middle': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.filter(
        ({ role }, index) => role !== 'user' || index === 0 || index === request.messages.length - 1,
      ),
    })),
    breaks: {
      '`formatRequest` dropped text 3 of 4 (kit_turn3) from {"said":[{"role":"user","content":"kit_turn1"},{"role":"assistant",…':
        ['sends every message of a conversation once, and in order'],
    },
  },
  'reverses the order': {
    change: asking((request) => ({ ...request, messages: request.messages.toReversed() })),
    breaks: {
      '`formatRequest` put text 2 of 3 (kit_turn2) before the one that precedes it: {"said":[{"role":"user","content":"kit_turn…':
        ['sends every message of a conversation once, and in order'],
    },
  },
  'sends the last message twice': {
    change: asking((request) => ({ ...request, messages: [...request.messages, ...request.messages.slice(-1)] })),
    breaks: {
      '`formatRequest` sent text 3 of 3 (kit_turn3) 2 times: {"said":[{"role":"user","content":"kit_turn1"},{"role":"assistant"…':
        ['sends every message of a conversation once, and in order'],
      '`formatRequest` sent text 1 of 2 (kit_part) 2 times: {"said":[{"role":"user","content":["kit_part","kit_part"]},{"role":…':
        ['sends the text parts of a message or refuses them'],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"},{"role":"user","content":"Where to?"}],"temperatu…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'sends everything as the user': {
    change: sending((body) => ({
      ...body,
      said: (body['said'] as Body[]).map((message) =>
        Object.assign({}, message, message['role'] === 'assistant' && { role: 'user' }),
      ),
    })),
    breaks: {
      '`formatRequest` creates the same body for the model\'s messages as for the user\'s. {"said":[{"role":"user","content":"kit…':
        ['sends the role of each message'],
    },
  },
  'swaps the roles': {
    change: sending((body) => ({
      ...body,
      said: (body['said'] as Body[]).map((message) => {
        const role =
          message['role'] === 'user' ? 'assistant' : message['role'] === 'assistant' ? 'user' : message['role']
        return Object.assign({}, message, { role })
      }),
    })),
    breaks: {
      '`formatRequest` gave kit_user the role "assistant".': ['sends the role of each message'],
      '`formatRequest` created {"said":[{"role":"assistant","content":"Where to?"}],"temperature":0.5,"max_tokens":9} instead o…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'adds reasoning to the answer in requests': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'assistant' ? { ...message, content: (message.reasoning ?? '') + message.content } : message,
      ),
    })),
    breaks: {
      '`formatRequest` added the reasoning to the text of the answer: "kit_reasoningkit_answer".': [
        "keeps the model's earlier reasoning out of its text",
      ],
    },
  },
  'drops all text parts but the first': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'user' && typeof message.content !== 'string'
          ? { role: 'user', content: message.content.slice(0, 1) }
          : message,
      ),
    })),
    breaks: {
      '`formatRequest` dropped text 2 of 2 (kit_part) from {"said":[{"role":"user","content":["kit_part"]}]}.': [
        'sends the text parts of a message or refuses them',
      ],
      '`formatRequest` dropped the url of a part of type image: {"said":[{"role":"user","content":["kit_user"]}]}.': [
        'sends images, audio, videos and files or refuses them',
      ],
    },
  },
  'drops the detail of images': {
    change: eachPart((part) => ({ ...part, detail: undefined })),
    breaks: {
      '`formatRequest` dropped the `detail` of an image: {"said":[{"role":"user","content":["kit_user",{"type":"image","url":"h…':
        ['sends images, audio, videos and files or refuses them'],
    },
  },
  'drops images': {
    change: eachPart(() => undefined),
    breaks: {
      '`formatRequest` dropped the url of a part of type image: {"said":[{"role":"user","content":["kit_user"]}]}.': [
        'sends images, audio, videos and files or refuses them',
      ],
    },
  },
  'fails on images': {
    change: sending((body, request) => {
      for (const { content } of request.messages) (content as string).normalize()
      return body
    }),
    breaks: {
      '`formatRequest` threw TypeError: content.normalize is not a function. It may throw only a ConfigurationError.': [
        'does not change the request or the context',
        'sends the text parts of a message or refuses them',
        'sends any user text unchanged',
        'sends images, audio, videos and files or refuses them',
      ],
    },
  },
  'drops JSON mode': {
    change: without('responseFormat'),
    breaks: {
      '`formatRequest` dropped `responseFormat: { type: \'json\' }`: {"said":[{"role":"user","content":"kit_user"}]}.':
        ['sends JSON mode and a schema or refuses them'],
    },
  },
  'drops the schema': {
    change: asking((request) => ({ ...request, ...(request.responseFormat && { responseFormat: { type: 'json' } }) })),
    breaks: {
      '`formatRequest` dropped the JSON Schema of `responseFormat`: {"said":[{"role":"user","content":"kit_user"}],"json":true}…':
        ['sends JSON mode and a schema or refuses them'],
    },
  },
  'drops the seed': {
    change: without('seed'),
    breaks: {
      '`formatRequest` dropped `seed` (24681357): {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops topK': {
    change: without('topK'),
    breaks: {
      '`formatRequest` dropped `topK` (37): {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops the reasoning effort': {
    change: without('reasoningEffort'),
    breaks: {
      '`formatRequest` dropped `reasoningEffort`: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops the log probabilities': {
    change: without('logprobs'),
    breaks: {
      '`formatRequest` dropped `logprobs`: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops the logit bias': {
    change: without('logitBias'),
    breaks: {
      '`formatRequest` dropped `logitBias`: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops the user': {
    change: without('user'),
    breaks: {
      '`formatRequest` dropped `user`: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops parameters that are 0': {
    change: asking((request) => ({ ...request, temperature: request.temperature || undefined })),
    breaks: {
      '`formatRequest` dropped `temperature` when it is 0: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'drops all stop texts but the first': {
    change: asking((request) => ({
      ...request,
      stop: typeof request.stop === 'object' ? request.stop.slice(0, 1) : request.stop,
    })),
    breaks: {
      '`formatRequest` dropped or changed `stop` ("\\n\\n\\"kit_stop\\":\\\\"): {"said":[{"role":"user","content":"kit_user"}],"stop"…':
        ['sends every parameter or refuses it'],
    },
  },
  'spreads the stop text into letters': {
    change: asking((request) => ({ ...request, ...(request.stop !== undefined && { stop: [...request.stop] }) })),
    breaks: {
      '`formatRequest` dropped or changed `stop` ("kit_stop"): {"said":[{"role":"user","content":"kit_user"}],"stop":["k","i","…':
        ['sends every parameter or refuses it'],
    },
  },
  'swaps the penalties': {
    change: asking((request) => ({
      ...request,
      presencePenalty: request.frequencyPenalty,
      frequencyPenalty: request.presencePenalty,
    })),
    breaks: {
      '`formatRequest` sent `presencePenalty` (0.4139) as "frequency_penalty": {"said":[{"role":"user","content":"kit_user"}],"…':
        ['sends every parameter or refuses it'],
    },
  },
  'names another setting in an error': {
    change: asking((request) => {
      if (request.seed !== undefined) return { ...request, topK: 1 }
      return request
    }),
    breaks: { '`formatRequest` refused `seed` with an error about `topK`.': ['sends every parameter or refuses it'] },
  },
  "ignores the client's modelKwargs": {
    change: (sound) => ({
      formatRequest: (request, context) => sound.formatRequest(request, { ...context, modelKwargs: {} }),
    }),
    breaks: {
      '`formatRequest` dropped the client\'s modelKwargs {"kit_kwarg":true}: {"said":[{"role":"user","content":"kit_user"}]}.':
        ['sends modelKwargs unchanged'],
    },
  },
  "ignores the call's modelKwargs": {
    change: without('modelKwargs'),
    breaks: {
      '`formatRequest` dropped the call\'s modelKwargs {"kit_kwarg":true}: {"said":[{"role":"user","content":"kit_user"}]}.':
        ['sends modelKwargs unchanged'],
      '`formatRequest` let the client\'s modelKwargs override the call\'s: {"kit_kwarg":"of the client","said":[{"role":"user","c…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  'drops falsy modelKwargs': {
    change: asking((request) => ({
      ...request,
      modelKwargs: Object.fromEntries(Object.entries(request.modelKwargs ?? {}).filter(([, value]) => Boolean(value))),
    })),
    breaks: {
      '`formatRequest` dropped the call\'s modelKwargs {"kit_kwarg":false}: {"said":[{"role":"user","content":"kit_user"}]}.':
        ['sends modelKwargs unchanged'],
    },
  },
  "has the client's modelKwargs override the call's": {
    change: sending((body, request, context) => ({ ...body, ...context.modelKwargs, ...request.modelKwargs })),
    breaks: {
      '`formatRequest` let temperature of the client\'s modelKwargs override `temperature`: {"temperature":0.18595,"said":[{"rol…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  'has unset parameters override modelKwargs': {
    change: sending((body, request, context) => {
      const { temperature } = request.modelKwargs ?? {}
      return 'temperature' in context.modelKwargs ? { ...body, temperature: temperature ?? request.temperature } : body
    }),
    breaks: {
      '`formatRequest` dropped temperature of the client\'s modelKwargs, though `temperature` is not set: {"kit_kwarg":1,"said":…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  "has named parameters override the call's modelKwargs": {
    change: sending((body, request) => ({ ...body, ...named(request) })),
    breaks: {
      '`formatRequest` let `temperature` override temperature of the call\'s modelKwargs: {"said":[{"role":"user","content":"kit…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  'ignores the deployment': {
    change: (sound) => ({
      formatRequest: (request, context) => sound.formatRequest(request, { ...context, deploymentName: undefined }),
    }),
    breaks: {
      '`formatRequest` dropped `context.deploymentName`: {"said":[{"role":"user","content":"kit_user"}]}.': [
        'sends the deployment name in the body if the host expects it there',
      ],
    },
  },
  'sends null for unset parameters': {
    change: sending((body, request) => ({ ...body, seed: request.seed ?? null, ...request.modelKwargs })),
    breaks: {
      '`formatRequest` sent seed: null, which the request does not contain: {"said":[{"role":"user","content":"kit_user"}],"see…':
        ['leaves out parameters that are not set'],
      '`formatRequest` dropped seed of the client\'s modelKwargs, though `seed` is not set: {"kit_kwarg":1,"seed":null,"said":[{…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],"temperature":0.5,"max_tokens":9,"seed":null} in…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'sends empty lists for unset parameters': {
    change: sending((body, request) => ({ ...body, tools: request.tools ?? [] })),
    breaks: {
      '`formatRequest` sent tools: [], which the request does not contain: {"said":[{"role":"user","content":"kit_user"}],"tool…':
        ['leaves out parameters that are not set'],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],"temperature":0.5,"max_tokens":9,"tools":[]} ins…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'sends "undefined"': {
    change: sending((body, request) => ({ ...body, extra: `${request.seed}` })),
    breaks: {
      '`formatRequest` sent "undefined" for a parameter that is not set.': ['leaves out parameters that are not set'],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],"temperature":0.5,"max_tokens":9,"extra":"undefi…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'mutates the request': {
    change: sending((body, request) => {
      ;(request.messages as ChatMessage[]).pop()
      return body
    }),
    breaks: {
      '`formatRequest` changed its arguments: {"messages":[]} in {"stream":false,"modelKwargs":{"kit_request":1,"nested":{"kit_…':
        ['does not change the request or the context'],
    },
  },
  'mutates the modelKwargs': {
    change: (sound) => ({
      formatRequest: (request, context) => {
        Object.assign(context.modelKwargs, request.temperature !== undefined && { temperature: request.temperature })
        return sound.formatRequest(request, context)
      },
    }),
    breaks: {
      '`formatRequest` changed its arguments: {"messages":[{"role":"user","content":"kit_request"}],"temperature":0.3719} in {"…':
        ['does not change the request or the context'],
      '`formatRequest` prevented the request: FormatError: `formatRequest` of formatter "sound" (serverless) threw: Cannot add …':
        ['works in AzureMLEndpointClient (a question)'],
    },
  },
  'depends on an earlier call': {
    change: sending((body, request) => {
      const said = earlier?.messages.length
      earlier = request
      return { ...body, ...(said !== undefined && { previously: said }) }
    }),
    breaks: {
      '`formatRequest` created two bodies for one request: {"said":[{"role":"user","content":"kit_user"}]} and, after other cal…':
        ['creates the same body for the same request, whatever was sent before'],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],"temperature":0.5,"max_tokens":9,"previously":1}…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'modifies its defaults': {
    change: sending((body, request) => ({ ...Object.assign(sticky, request.modelKwargs), ...body })),
    breaks: {
      '`formatRequest` sent parts of an earlier request: {"kit_earlier":"kit_earlier","nested":{"kit_earlier":1},"said":[{"role…':
        ['creates the same body for the same request, whatever was sent before'],
      '`formatRequest` created {"kit_earlier":"kit_earlier","nested":{"kit_request":1},"kit_request":"kit_request","kit_kwarg":…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'returns the same object for all bodies': {
    change: sending((body) => {
      for (const key of Object.keys(sharedBody)) delete sharedBody[key]
      return Object.assign(sharedBody, body)
    }),
    breaks: {
      '`formatRequest` changed the body of an earlier call.': [
        'creates the same body for the same request, whatever was sent before',
      ],
    },
  },
  'returns JSON text': {
    change: sending((body) => JSON.stringify(body)),
    breaks: {
      '`formatRequest` returned a string instead of a body: JSON text? Return the value itself; core serializes it.':
        aboutRequests,
    },
  },
  'returns a promise of a body': {
    change: sending((body) => Promise.resolve(body)),
    breaks: {
      '`formatRequest` returned a promise; formatters must be synchronous.': aboutRequests,
    },
  },
  'returns no body': {
    change: sending(() => undefined),
    breaks: {
      '`formatRequest` returned nothing (undefined) instead of a body.': aboutRequests,
    },
  },
  'returns a date and a map': {
    change: sending((body) => ({ ...body, extra: new Map([['a', 1]]) })),
    breaks: {
      '`formatRequest` returned a body that is not valid JSON: the body.extra is a Map.': [
        'creates valid JSON for a question and for a conversation',
      ],
      '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],"temperature":0.5,"max_tokens":9,"extra":{}} ins…':
        ['creates the recorded body for the recorded request (a question)'],
    },
  },
  'throws errors other than ConfigurationError': {
    change: sending((body, request) => {
      if (request.tools !== undefined) throw new TypeError('no tools here')
      return body
    }),
    breaks: {
      '`formatRequest` threw TypeError: no tools here. It may throw only a ConfigurationError.': [
        'does not change the request or the context',
        'sends tools or refuses them',
        'sends the tool choice or refuses it',
        'sends tool calls and their results or refuses them',
      ],
    },
  },
  'refuses a question': {
    change: asking((request) => ({ ...request, topK: 1 })),
    breaks: {
      '`formatRequest` refused a request that every formatter must support: topK has no place.': [
        'creates the same body for the same request, whatever was sent before',
        'creates valid JSON for a question and for a conversation',
        'sends any user text unchanged',
        'leaves out parameters that are not set',
        'sends modelKwargs unchanged',
        "has the call's modelKwargs override named parameters, and those override the client's modelKwargs",
        'sends JSON mode and a schema or refuses them',
      ],
      '`formatRequest` refused `temperature` with an error about `topK`.': ['sends every parameter or refuses it'],
      '`formatRequest` refused a recorded request: topK has no place.': [
        'creates the recorded body for the recorded request (a question)',
      ],
      '`formatRequest` prevented the request: ConfigurationError: topK has no place.': [
        'works in AzureMLEndpointClient (a question)',
      ],
    },
  },
  'returns undefined text': {
    change: () => ({ parseResponse: (body) => ({ text: (body as { says: string }).says }) }),
    breaks: {
      '`parseResponse` returned for true a response that has nothing (undefined) as `text`, not a string: {}.': [
        'returns a well-formed response for any JSON, or throws',
      ],
      '`parseResponse` returned no usage instead of {"inputTokens":3,"outputTokens":5}.': [
        'parses the recorded answer as expected (a question)',
      ],
      '`parseResponse` returned the finishReason "stop" instead of "tool-calls"; the tool calls [] instead of [{"id":"c-1","nam…':
        ['parses the recorded answer as expected (calls of tools)'],
      '`parseResponse` returned the reasoning undefined instead of "A hard one."; the finishReason "stop" instead of "length".':
        ['parses the recorded answer as expected (reasoning before an answer that is cut)'],
    },
  },
  'returns null': {
    change: () => ({ parseResponse: () => null as never }),
    breaks: {
      '`parseResponse` returned null instead of a response.': aboutAnswers,
      '`parseResponse` could not parse the recorded answer: FormatError: `parseResponse` of formatter "sound" (serverless) retu…':
        [
          'parses the recorded answer as expected (a question)',
          'parses the recorded answer as expected (calls of tools)',
          'parses the recorded answer as expected (reasoning before an answer that is cut)',
        ],
    },
  },
  'returns a promise of a response': {
    change: (sound) => ({ parseResponse: (async (body: unknown) => sound.parseResponse(body)) as never }),
    breaks: {
      '`parseResponse` returned a promise; formatters must be synchronous.': aboutAnswers,
      '`parseResponse` could not parse the recorded answer: FormatError: `parseResponse` of formatter "sound" (serverless) retu…':
        [
          'parses the recorded answer as expected (a question)',
          'parses the recorded answer as expected (calls of tools)',
          'parses the recorded answer as expected (reasoning before an answer that is cut)',
        ],
    },
  },
  'ignores an answer that it cannot parse': {
    change: (sound) => ({
      parseResponse: (body) => {
        try {
          return sound.parseResponse(body)
        } catch {
          return { text: '' }
        }
      },
    }),
    breaks: {
      '`parseResponse` accepted {} as an answer, and returned {"text":""}.': [
        'throws for an answer that it cannot parse',
      ],
    },
  },
  'returns [object Object] as text': {
    change: () => ({ parseResponse: (body) => ({ text: String((body as { says?: unknown } | null)?.says) }) }),
    breaks: {
      '`parseResponse` returned for null a response that has "undefined" as `text`: {"text":"undefined"}.': [
        'returns a well-formed response for any JSON, or throws',
      ],
      '`parseResponse` accepted {} as an answer, and returned {"text":"undefined"}.': [
        'throws for an answer that it cannot parse',
      ],
      '`parseResponse` returned no usage instead of {"inputTokens":3,"outputTokens":5}.': [
        'parses the recorded answer as expected (a question)',
      ],
      '`parseResponse` returned the finishReason "stop" instead of "tool-calls"; the tool calls [] instead of [{"id":"c-1","nam…':
        ['parses the recorded answer as expected (calls of tools)'],
      '`parseResponse` returned the reasoning undefined instead of "A hard one."; the finishReason "stop" instead of "length".':
        ['parses the recorded answer as expected (reasoning before an answer that is cut)'],
    },
  },
  'loses usage': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), usage: undefined }),
    }),
    breaks: {
      '`parseResponse` returned no usage instead of {"inputTokens":3,"outputTokens":5}.': [
        'parses the recorded answer as expected (a question)',
      ],
    },
  },
  'loses usage in streams': {
    change: streaming((read) => (event) => ({ ...read(event), usage: undefined })),
    breaks: {
      '`openStream` returned a reader whose joined chunks have no usage instead of {"inputTokens":3,"outputTokens":5}.':
        ['parses a stream into chunks that join to the whole answer (a question)'],
    },
  },
  'returns the wrong finish reason': {
    change: (sound) => ({ parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: 'stop' }) }),
    breaks: {
      '`parseResponse` returned the finishReason "stop" instead of "length".': [
        'parses the recorded answer as expected (reasoning before an answer that is cut)',
      ],
    },
  },
  'returns the raw finish reason': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: (body as { ended: never }).ended }),
    }),
    breaks: {
      '`parseResponse` returned for {"says":"To the south, then.","ended":"done","spent":{"in":3,"out":5}} a response that has …':
        ['returns a well-formed response for any JSON, or throws'],
      '`parseResponse` returned the finishReason "done" instead of "stop".': [
        'parses the recorded answer as expected (a question)',
      ],
      '`openStream` returned a reader whose joined chunks have the finishReason "stop" instead of "done".': [
        'parses a stream into chunks that join to the whole answer (a question)',
      ],
      '`parseResponse` returned the finishReason "done" instead of "tool-calls".': [
        'parses the recorded answer as expected (calls of tools)',
      ],
      '`parseResponse` returned the finishReason "cut" instead of "length".': [
        'parses the recorded answer as expected (reasoning before an answer that is cut)',
      ],
    },
  },
  'adds reasoning to the text of answers': {
    change: (sound) => ({
      parseResponse: (body) => {
        const { reasoning, ...answer } = sound.parseResponse(body)
        return { ...answer, text: (reasoning ?? '') + answer.text }
      },
    }),
    breaks: {
      '`parseResponse` parsed the text "Grüße, 漢字 and 🙂" as "A hard one.Grüße, 漢字 and 🙂"': [
        "returns the model's text unchanged",
      ],
      '`parseResponse` returned the text "A hard one.Well" instead of "Well"; the reasoning undefined instead of "A hard one.".':
        ['parses the recorded answer as expected (reasoning before an answer that is cut)'],
    },
  },
  'unescapes answers': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replaceAll('\\n', '\n') }
      },
    }),
    breaks: {
      '`parseResponse` parsed the text "She said \\"no\\" in C:\\\\temp\\\\new" as "She said \\"no\\" in C:\\\\temp\\new"':
        ["returns the model's text unchanged"],
    },
  },
  'loses letters outside ASCII': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replace(/[\u0080-\uFFFF]/g, '') }
      },
    }),
    breaks: {
      '`parseResponse` parsed the text "Grüße, 漢字 and 🙂" as "Gre,  and "': ["returns the model's text unchanged"],
    },
  },
  'mutates the answer': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        delete (body as Body)['says']
        return answer
      },
    }),
    breaks: {
      '`parseResponse` changed the answer that was passed to it ("a question"): {"ended":"done","spent":{"in":3,"out":5}}.':
        ['parses an answer the same way every time, without changing it'],
    },
  },
  'loses the last stream event': {
    change: (sound) => ({
      openStream: () => {
        const read = sound.openStream()
        let held: unknown
        return (event) => {
          const chunkBefore = held === undefined ? undefined : read(held)
          held = event
          return chunkBefore
        }
      },
    }),
    breaks: {
      '`openStream` returned a reader whose joined chunks have the text "To the south, then" instead of "To the south, then.".':
        ['parses a stream into chunks that join to the whole answer (a question)'],
    },
  },
  'returns nothing for the last event': {
    change: streaming(
      (read) => (event) => ((event as Body | undefined)?.['ended'] === undefined ? read(event) : void read(event)),
    ),
    breaks: {
      '`openStream` returned a reader whose joined chunks have the finishReason "interrupted" instead of "stop"; no usage inste…':
        ['parses a stream into chunks that join to the whole answer (a question)'],
      '`openStream` returned a reader whose joined chunks have the finishReason "interrupted" instead of "tool-calls".':
        ['parses a stream into chunks that join to the whole answer (calls of tools)'],
    },
  },
  'ignores the end of the stream': {
    change: streaming((read) => (event) => (event === undefined ? undefined : read(event))),
    breaks: {
      '`openStream` returned a reader whose joined chunks have the text "To the south, then" instead of "To the south, then.".':
        ['parses a stream into chunks that join to the whole answer (a question)'],
    },
  },
  'fails at the end of the stream': {
    change: streaming((read) => (event) => {
      const { says } = event as Body
      return says === undefined || event === undefined ? read(event) : read(event)
    }),
    breaks: {
      "`openStream` returned a reader that threw on the end of the stream (undefined): TypeError: Cannot destructure property '…":
        [
          'keeps the state of concurrent streams separate',
          'does not change events or earlier chunks',
          'returns the text of a stream unchanged',
          'parses a stream into chunks that join to the whole answer (a question)',
          'parses a stream into chunks that join to the whole answer (calls of tools)',
        ],
    },
  },
  'leaks state between streams': {
    change: () => ({
      openStream: () => {
        sharedText = ''
        return (event) => {
          if (event === undefined) return { text: sharedText.slice(-1), finishReason: 'stop' }
          const { says } = (event ?? {}) as Body
          const text = sharedText.slice(-1) + (typeof says === 'string' ? says : '')
          sharedText = text
          return { text: text.slice(0, -1) }
        }
      },
    }),
    breaks: {
      '`openStream` parsed "a question" differently while "a question" was parsed: [{"text":".To the"},{"text":" south,"},{"tex…':
        ['keeps the state of concurrent streams separate'],
      '`openStream` returned a reader whose joined chunks have no usage instead of {"inputTokens":3,"outputTokens":5}.':
        ['parses a stream into chunks that join to the whole answer (a question)'],
      '`openStream` returned a reader whose joined chunks have the finishReason "stop" instead of "tool-calls"; the tool calls …':
        ['parses a stream into chunks that join to the whole answer (calls of tools)'],
    },
  },
  'counts tool calls across streams': {
    change: streaming((read) => (event) => {
      const read1 = read(event)
      if (read1?.toolCalls?.some(({ name }) => name !== undefined)) sharedCall += 1
      return {
        ...read1,
        ...(read1?.toolCalls && {
          toolCalls: read1.toolCalls.map((call) => Object.assign({}, call, { index: sharedCall })),
        }),
      }
    }),
    breaks: {
      '`openStream` parsed "calls of tools" differently the second time.': [
        'keeps the state of concurrent streams separate',
      ],
    },
  },
  'joins tool arguments in the wrong order': {
    change: streaming((read) => {
      let json = ''
      return (event) => {
        const given = read(event)
        const toolCalls = given?.toolCalls?.map((call) => {
          json += call.arguments ?? ''
          return Object.assign({}, call, { arguments: json })
        })
        return given && { ...given, toolCalls }
      }
    }),
    breaks: {
      '`openStream` returned a reader whose joined chunks have the finishReason "stop" instead of "tool-calls"; the tool calls …':
        ['parses a stream into chunks that join to the whole answer (calls of tools)'],
    },
  },
  'repeats the text so far': {
    change: streaming((read) => {
      let text = ''
      return (event) => {
        text += read(event)?.text ?? ''
        return { text }
      }
    }),
    breaks: {
      '`openStream` returned a reader whose joined chunks have the text "To theTo the south,To the south, thenTo the south, the…':
        ['parses a stream into chunks that join to the whole answer (a question)'],
      '`openStream` returned a reader whose joined chunks have the finishReason "interrupted" instead of "tool-calls"; the tool…':
        ['parses a stream into chunks that join to the whole answer (calls of tools)'],
    },
  },
  'returns the same chunk object every time': {
    change: streaming((read) => (event) => {
      const given = read(event)
      return (
        given &&
        Object.assign(
          chunk,
          { text: undefined, toolCalls: undefined, finishReason: undefined, usage: undefined },
          given,
        )
      )
    }),
    breaks: {
      '`openStream` parsed "a question" differently while "calls of tools" was parsed: [{"text":"","finishReason":"stop"},{"tex…':
        ['keeps the state of concurrent streams separate'],
      '`openStream` returned a reader that changed a chunk it had returned before ("a question"): {"text":"."}.': [
        'does not change events or earlier chunks',
      ],
    },
  },
  'returns a promise of a reader': {
    change: (sound) => ({ openStream: (async () => sound.openStream()) as never }),
    breaks: {
      '`openStream` returned a promise instead of a reader; formatters must be synchronous.': aboutStreams,
      '`formatRequest` prevented the request: FormatError: `openStream` of formatter "sound" (serverless) returned a promise; f…':
        ['works in AzureMLEndpointClient (a question)'],
    },
  },
  'returns promises of chunks': {
    change: streaming((read) => async (event: unknown) => read(event)),
    breaks: {
      '`openStream` returned a reader that returns promises; readers must be synchronous.': aboutStreams,
    },
  },
  'damages the text of streams': {
    change: streaming((read) => (event) => {
      const given = read(event)
      return given && { ...given, text: given.text?.replace(/[\u0080-\uFFFF]/g, '') }
    }),
    breaks: {
      '`openStream` returned a reader that parsed " Grüße, 漢字 and 🙂 in \\"C:\\\\new\\"" as " Gre,  and  in \\"C:\\\\new\\" Gre,  and  …':
        ['returns the text of a stream unchanged'],
    },
  },
  'cannot stream although a stream is recorded': {
    change: () => ({ openStream: undefined as never }),
    breaks: {
      '`openStream` is missing, but a stream is recorded.': [
        'parses a stream into chunks that join to the whole answer (a question)',
        'parses a stream into chunks that join to the whole answer (calls of tools)',
      ],
    },
  },
}
