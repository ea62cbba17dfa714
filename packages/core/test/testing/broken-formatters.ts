import {
  type ChatMessage,
  type ChatRequest,
  ConfigurationError,
  type ContentCodec,
  type ParsedChatChunk,
  type RequestContext,
} from '../../src/index.ts'
import { type Body, named } from './sound-formatter.ts'

type Change = (sound: Required<ContentCodec>) => Partial<ContentCodec>

/** Does something else to the request before the sound formatter sees it. */
function asking(change: (request: ChatRequest, context: RequestContext) => ChatRequest): Change {
  return (sound) => ({ formatRequest: (request, context) => sound.formatRequest(change(request, context), context) })
}

/** Changes the body that the sound formatter made. */
function sending(change: (body: Body, request: ChatRequest, context: RequestContext) => unknown): Change {
  return (sound) => ({
    formatRequest: (request, context) => change(sound.formatRequest(request, context) as Body, request, context),
  })
}

function eachText(change: (text: string) => string): Change {
  return asking(({ messages, ...rest }) => {
    const changed = messages.map((message): ChatMessage => {
      if (typeof message.content !== 'string') return message
      return Object.assign({ ...message }, { content: change(message.content) })
    })
    return { ...rest, messages: changed }
  })
}

function without(setting: keyof ChatRequest): Change {
  return asking((request) => ({ ...request, [setting]: undefined }))
}

/** Reads streams with a reader of its own making. */
function streaming(
  wrap: (read: (event: unknown) => ParsedChatChunk | undefined) => (event: unknown) => unknown,
): Change {
  return (sound) => ({ openStream: () => wrap(sound.openStream()) as ReturnType<typeof sound.openStream> })
}

const sticky: Record<string, unknown> = {}
let earlier: ChatRequest | undefined
let sharedCall = -1
let sharedText = ''
const chunk: { text?: string } = {}
const sharedBody: Body = {}

/** Formatters that break a rule, and a word of the rules that each of them must turn red; no others may. */
export const brokenFormatters: Readonly<
  Record<string, { readonly change: Change; readonly breaks: readonly RegExp[] }>
> = {
  'escapes twice': {
    change: eachText((text) => JSON.stringify(text).slice(1, -1)),
    breaks: [/user text unchanged/, /model said unchanged/],
  },
  'adds quotes': { change: eachText((text) => `"${text}"`), breaks: [/user text unchanged/, /recorded body/] },
  trims: { change: eachText((text) => text.trim()), breaks: [/user text unchanged/, /model said unchanged/] },
  'lower-cases': {
    change: eachText((text) => text.toLowerCase()),
    breaks: [/user text unchanged/, /model said unchanged/, /recorded body/],
  },
  'escapes HTML': {
    change: eachText((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    breaks: [/user text unchanged/, /model said unchanged/],
  },
  normalises: { change: eachText((text) => text.normalize('NFC')), breaks: [/user text/, /model said unchanged/] },
  'replaces lone surrogates': {
    change: eachText((text) => text.replace(/\p{Surrogate}/gu, '?')),
    breaks: [/user text unchanged/, /model said unchanged/],
  },
  'cuts long texts': { change: eachText((text) => text.slice(0, 4096)), breaks: [/user text/, /model said unchanged/] },
  'interpolates with replace': {
    change: eachText((text) => 'TEXT'.replace('TEXT', text)),
    breaks: [/user text unchanged/, /model said unchanged/],
  },
  'drops tools in silence': { change: without('tools'), breaks: [/carries tools/] },
  'drops all tools but the first': {
    change: asking((request) => ({ ...request, ...(request.tools && { tools: request.tools.slice(0, 1) }) })),
    breaks: [/carries tools/],
  },
  'drops descriptions of tools': {
    change: asking((request) => ({
      ...request,
      ...(request.tools && { tools: request.tools.map(({ name, parameters }) => ({ name, parameters })) }),
    })),
    breaks: [/carries tools/],
  },
  'drops the tool choice': { change: without('toolChoice'), breaks: [/tool choice/] },
  'drops tools when streaming': {
    change: asking((request, { stream }) => (stream ? { ...request, tools: undefined } : request)),
    breaks: [/carries tools/],
  },
  'drops tool calls in the history': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'assistant' ? { role: 'assistant', content: message.content } : message,
      ),
    })),
    breaks: [/tool calls and their results/],
  },
  'drops tool calls, and refuses their results': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) => {
        if (message.role === 'tool') throw new ConfigurationError('No tools.', { setting: 'messages' })
        return message.role === 'assistant' ? { role: 'assistant', content: message.content } : message
      }),
    })),
    breaks: [/tool calls and their results/],
  },
  'says tool results as the user': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'tool' ? { role: 'user', content: message.content } : message,
      ),
    })),
    breaks: [/tool calls and their results/],
  },
  'drops the system message': {
    change: asking((request) => ({ ...request, messages: request.messages.filter(({ role }) => role !== 'system') })),
    breaks: [/system messages/, /model said unchanged/],
  },
  'drops a system message in the middle': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.filter(({ role }, index) => role !== 'system' || index === 0),
    })),
    breaks: [/system messages/],
  },
  'keeps only the last messages': {
    change: asking((request) => ({ ...request, messages: request.messages.slice(-10) })),
    breaks: [/every message/],
  },
  'loses a message in the middle': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.filter(
        ({ role }, index) => role !== 'user' || index === 0 || index === request.messages.length - 1,
      ),
    })),
    breaks: [/every message/],
  },
  'turns the order round': {
    change: asking((request) => ({ ...request, messages: request.messages.toReversed() })),
    breaks: [/every message/],
  },
  'says the last message twice': {
    change: asking((request) => ({ ...request, messages: [...request.messages, ...request.messages.slice(-1)] })),
    breaks: [/every message/, /text parts/, /recorded body/],
  },
  'says everything as the user': {
    change: sending((body) => ({
      ...body,
      said: (body['said'] as Body[]).map((message) =>
        Object.assign({}, message, message['role'] === 'assistant' && { role: 'user' }),
      ),
    })),
    breaks: [/who said what/],
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
    breaks: [/who said what/, /recorded body/],
  },
  'glues reasoning to the answer': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'assistant' ? { ...message, content: (message.reasoning ?? '') + message.content } : message,
      ),
    })),
    breaks: [/earlier reasoning/],
  },
  'drops text parts but the first': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'user' && typeof message.content !== 'string'
          ? { role: 'user', content: message.content.slice(0, 1) }
          : message,
      ),
    })),
    breaks: [/text parts/, /images, audio/],
  },
  'drops images': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'user' && typeof message.content !== 'string'
          ? { role: 'user', content: message.content.filter(({ type }) => type === 'text') }
          : message,
      ),
    })),
    breaks: [/images, audio/],
  },
  'fails on images': {
    change: sending((body, request) => {
      for (const { content } of request.messages) (content as string).normalize()
      return body
    }),
    breaks: [/text parts/, /user text/],
  },
  'drops JSON mode': { change: without('responseFormat'), breaks: [/JSON mode/] },
  'drops the schema': {
    change: asking((request) => ({ ...request, ...(request.responseFormat && { responseFormat: { type: 'json' } }) })),
    breaks: [/JSON mode/],
  },
  'drops the seed': { change: without('seed'), breaks: [/every parameter/] },
  'drops topK': { change: without('topK'), breaks: [/every parameter/] },
  'drops the reasoning effort': { change: without('reasoningEffort'), breaks: [/every parameter/] },
  'drops what is 0': {
    change: asking((request) => ({ ...request, temperature: request.temperature || undefined })),
    breaks: [/every parameter/],
  },
  'drops stop but its first': {
    change: asking((request) => ({
      ...request,
      stop: typeof request.stop === 'object' ? request.stop.slice(0, 1) : request.stop,
    })),
    breaks: [/every parameter/],
  },
  'spreads the stop word': {
    change: asking((request) => ({ ...request, ...(request.stop !== undefined && { stop: [...request.stop] }) })),
    breaks: [/every parameter/],
  },
  'swaps the penalties': {
    change: asking((request) => ({
      ...request,
      presencePenalty: request.frequencyPenalty,
      frequencyPenalty: request.presencePenalty,
    })),
    breaks: [/every parameter/],
  },
  'blames another setting': {
    change: asking((request) => {
      if (request.seed !== undefined) return { ...request, topK: 1 }
      return request
    }),
    breaks: [/every parameter/],
  },
  "ignores the client's modelKwargs": {
    change: (sound) => ({
      formatRequest: (request, context) => sound.formatRequest(request, { ...context, modelKwargs: {} }),
    }),
    breaks: [/modelKwargs as they are/],
  },
  "ignores the call's modelKwargs": { change: without('modelKwargs'), breaks: [/modelKwargs as they are/, /win over/] },
  'drops falsy modelKwargs': {
    change: asking((request) => ({
      ...request,
      modelKwargs: Object.fromEntries(Object.entries(request.modelKwargs ?? {}).filter(([, value]) => Boolean(value))),
    })),
    breaks: [/modelKwargs as they are/],
  },
  "lets the client's modelKwargs win": {
    change: sending((body, request, context) => ({ ...body, ...context.modelKwargs, ...request.modelKwargs })),
    breaks: [/win over/],
  },
  'lets what is not set win': {
    change: sending((body, request, context) => {
      const { temperature } = request.modelKwargs ?? {}
      return 'temperature' in context.modelKwargs ? { ...body, temperature: temperature ?? request.temperature } : body
    }),
    breaks: [/win over/],
  },
  'lets named parameters win': {
    change: sending((body, request) => ({ ...body, ...named(request) })),
    breaks: [/win over/],
  },
  'ignores the deployment': {
    change: (sound) => ({
      formatRequest: (request, context) => sound.formatRequest(request, { ...context, deploymentName: undefined }),
    }),
    breaks: [/names the deployment/],
  },
  'sends null for unset parameters': {
    change: sending((body, request) => ({ ...body, seed: request.seed ?? null, ...request.modelKwargs })),
    breaks: [/leaves out what is not set/, /recorded body/, /win over/],
  },
  'sends empty lists for unset parameters': {
    change: sending((body, request) => ({ ...body, tools: request.tools ?? [] })),
    breaks: [/not set/, /recorded body/],
  },
  'writes "undefined"': {
    change: sending((body, request) => ({ ...body, extra: `${request.seed}` })),
    breaks: [/not set/, /recorded body/],
  },
  'mutates the request': {
    change: sending((body, request) => {
      ;(request.messages as ChatMessage[]).pop()
      return body
    }),
    breaks: [/as they are/],
  },
  'mutates the modelKwargs': {
    change: (sound) => ({
      formatRequest: (request, context) => {
        Object.assign(context.modelKwargs, request.temperature !== undefined && { temperature: request.temperature })
        return sound.formatRequest(request, context)
      },
    }),
    breaks: [/request and the context as they are/, /AzureMLEndpointClient/],
  },
  'depends on an earlier call': {
    change: sending((body, request) => {
      const said = earlier?.messages.length
      earlier = request
      return { ...body, ...(said !== undefined && { previously: said }) }
    }),
    breaks: [/whatever was asked before/, /recorded body/],
  },
  'writes to its defaults': {
    change: sending((body, request) => ({ ...Object.assign(sticky, request.modelKwargs), ...body })),
    breaks: [/whatever was asked before/, /recorded body/],
  },
  'gives one body for all': {
    change: sending((body) => {
      for (const key of Object.keys(sharedBody)) delete sharedBody[key]
      return Object.assign(sharedBody, body)
    }),
    breaks: [/whatever was asked before/],
  },
  'gives JSON text': { change: sending((body) => JSON.stringify(body)), breaks: [/./] },
  'gives a promise of a body': { change: sending((body) => Promise.resolve(body)), breaks: [/./] },
  'gives no body': { change: sending(() => undefined), breaks: [/./] },
  'gives a date and a map': {
    change: sending((body) => ({ ...body, extra: new Map([['a', 1]]) })),
    breaks: [/real JSON/, /recorded body/],
  },
  'throws an error of its own': {
    change: sending((body, request) => {
      if (request.tools !== undefined) throw new TypeError('no tools here')
      return body
    }),
    breaks: [/carries tools/, /tool choice/, /tool calls and/, /as they are/],
  },
  'refuses a question': {
    change: asking((request) => ({ ...request, topK: 1 })),
    breaks: [/./],
  },
  'returns undefined text': {
    change: () => ({ parseResponse: (body) => ({ text: (body as { says: string }).says }) }),
    breaks: [/well-formed response/, /recorded answer/],
  },
  'returns null': {
    change: () => ({ parseResponse: () => null as never }),
    breaks: [
      /same way every time/,
      /text of the model/,
      /well-formed response/,
      /refuses an answer/,
      /recorded answer/,
      /chunks joined/,
    ],
  },
  'gives a promise of a response': {
    change: (sound) => ({ parseResponse: (async (body: unknown) => sound.parseResponse(body)) as never }),
    breaks: [
      /same way every time/,
      /text of the model/,
      /well-formed response/,
      /refuses an answer/,
      /recorded answer/,
      /chunks joined/,
    ],
  },
  'swallows an unreadable answer': {
    change: (sound) => ({
      parseResponse: (body) => {
        try {
          return sound.parseResponse(body)
        } catch {
          return { text: '' }
        }
      },
    }),
    breaks: [/refuses an answer/],
  },
  'writes [object Object]': {
    change: () => ({ parseResponse: (body) => ({ text: String((body as { says?: unknown } | null)?.says) }) }),
    breaks: [/well-formed response/, /refuses an answer/, /recorded answer/],
  },
  'loses usage': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), usage: undefined }),
    }),
    breaks: [/recorded answer/],
  },
  'loses usage in streams': {
    change: streaming((read) => (event) => ({ ...read(event), usage: undefined })),
    breaks: [/chunks joined/],
  },
  'reads the wrong finish reason': {
    change: (sound) => ({ parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: 'stop' }) }),
    breaks: [/recorded answer/],
  },
  'gives the finish reason of the wire': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: (body as { ended: never }).ended }),
    }),
    breaks: [/well-formed response/, /recorded answer/, /chunks joined/],
  },
  'glues reasoning to the text': {
    change: (sound) => ({
      parseResponse: (body) => {
        const { reasoning, ...answer } = sound.parseResponse(body)
        return { ...answer, text: (reasoning ?? '') + answer.text }
      },
    }),
    breaks: [/recorded answer/, /text of the model/],
  },
  'unescapes answers': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replaceAll('\\n', '\n') }
      },
    }),
    breaks: [/text of the model/],
  },
  'loses letters outside ASCII': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replace(/[\u0080-\uFFFF]/g, '') }
      },
    }),
    breaks: [/text of the model/],
  },
  'mutates the answer': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        delete (body as Body)['says']
        return answer
      },
    }),
    breaks: [/same way every time/],
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
    breaks: [/chunks joined/],
  },
  'gives nothing for the finishing event': {
    change: streaming(
      (read) => (event) => ((event as Body | undefined)?.['ended'] === undefined ? read(event) : void read(event)),
    ),
    breaks: [/chunks joined/],
  },
  'ignores the end of the stream': {
    change: streaming((read) => (event) => (event === undefined ? undefined : read(event))),
    breaks: [/chunks joined/],
  },
  'fails at the end of the stream': {
    change: streaming((read) => (event) => {
      const { says } = event as Body
      return says === undefined || event === undefined ? read(event) : read(event)
    }),
    breaks: [/chunks joined/, /streams apart/, /earlier chunks/, /text of a stream/],
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
    breaks: [/streams apart/, /chunks joined/],
  },
  'counts calls over all streams': {
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
    breaks: [/streams apart/],
  },
  'joins tool arguments wrongly': {
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
    breaks: [/chunks joined/],
  },
  'repeats the text so far': {
    change: streaming((read) => {
      let text = ''
      return (event) => {
        text += read(event)?.text ?? ''
        return { text }
      }
    }),
    breaks: [/chunks joined/],
  },
  'gives the same chunk again and again': {
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
    breaks: [/earlier chunks/, /streams apart/],
  },
  'opens a promise of a reader': {
    change: (sound) => ({ openStream: (async () => sound.openStream()) as never }),
    breaks: [
      /streams apart/,
      /earlier chunks/,
      /well-formed chunks/,
      /text of a stream/,
      /chunks joined/,
      /EndpointClient/,
    ],
  },
  'gives promises of chunks': {
    change: streaming((read) => async (event: unknown) => read(event)),
    breaks: [/streams apart/, /earlier chunks/, /well-formed chunks/, /text of a stream/, /chunks joined/],
  },
  'damages the text of streams': {
    change: streaming((read) => (event) => {
      const given = read(event)
      return given && { ...given, text: given.text?.replace(/[\u0080-\uFFFF]/g, '') }
    }),
    breaks: [/text of a stream/],
  },
  'cannot stream what is recorded': { change: () => ({ openStream: undefined as never }), breaks: [/chunks joined/] },
}
