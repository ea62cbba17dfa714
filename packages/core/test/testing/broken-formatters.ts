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

/** Changes the request before the sound formatter gets it. */
function asking(change: (request: ChatRequest, context: RequestContext) => ChatRequest): Change {
  return (sound) => ({ formatRequest: (request, context) => sound.formatRequest(change(request, context), context) })
}

/** Changes the body that the sound formatter created. */
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

/** Parses streams with a reader of its own. */
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

/** Formatters that break rules, and patterns of the rules that must fail for each of them; no other rule may fail. */
export const brokenFormatters: Readonly<
  Record<string, { readonly change: Change; readonly breaks: readonly RegExp[] }>
> = {
  'escapes twice': {
    change: eachText((text) => JSON.stringify(text).slice(1, -1)),
    breaks: [/user text unchanged/, /assistant messages unchanged/],
  },
  'adds quotes': { change: eachText((text) => `"${text}"`), breaks: [/user text unchanged/, /recorded body/] },
  'trims texts': {
    change: eachText((text) => text.trim()),
    breaks: [/user text unchanged/, /assistant messages unchanged/],
  },
  'lower-cases': {
    change: eachText((text) => text.toLowerCase()),
    breaks: [/user text unchanged/, /assistant messages unchanged/, /recorded body/],
  },
  'escapes HTML': {
    change: eachText((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    breaks: [/user text unchanged/, /assistant messages unchanged/],
  },
  'normalizes Unicode': {
    change: eachText((text) => text.normalize('NFC')),
    breaks: [/user text/, /assistant messages unchanged/],
  },
  'replaces lone surrogates': {
    change: eachText((text) => text.replace(/\p{Surrogate}/gu, '?')),
    breaks: [/user text unchanged/, /assistant messages unchanged/],
  },
  'cuts long texts': {
    change: eachText((text) => text.slice(0, 4096)),
    breaks: [/user text/, /assistant messages unchanged/],
  },
  'interpolates with replace': {
    change: eachText((text) => 'TEXT'.replace('TEXT', text)),
    breaks: [/user text unchanged/, /assistant messages unchanged/],
  },
  'drops tools silently': { change: without('tools'), breaks: [/sends tools/] },
  'drops all tools but the first': {
    change: asking((request) => ({ ...request, ...(request.tools && { tools: request.tools.slice(0, 1) }) })),
    breaks: [/sends tools/],
  },
  'drops descriptions of tools': {
    change: asking((request) => ({
      ...request,
      ...(request.tools && { tools: request.tools.map(({ name, parameters }) => ({ name, parameters })) }),
    })),
    breaks: [/sends tools/],
  },
  'drops the tool choice': { change: without('toolChoice'), breaks: [/tool choice/] },
  'drops tools when streaming': {
    change: asking((request, { stream }) => (stream ? { ...request, tools: undefined } : request)),
    breaks: [/sends tools/],
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
  'sends tool results as user messages': {
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
    breaks: [/system messages/, /assistant messages unchanged/],
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
  'reverses the order': {
    change: asking((request) => ({ ...request, messages: request.messages.toReversed() })),
    breaks: [/every message/],
  },
  'sends the last message twice': {
    change: asking((request) => ({ ...request, messages: [...request.messages, ...request.messages.slice(-1)] })),
    breaks: [/every message/, /text parts/, /recorded body/],
  },
  'sends everything as the user': {
    change: sending((body) => ({
      ...body,
      said: (body['said'] as Body[]).map((message) =>
        Object.assign({}, message, message['role'] === 'assistant' && { role: 'user' }),
      ),
    })),
    breaks: [/role of each message/],
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
    breaks: [/role of each message/, /recorded body/],
  },
  'adds reasoning to the answer in requests': {
    change: asking((request) => ({
      ...request,
      messages: request.messages.map((message) =>
        message.role === 'assistant' ? { ...message, content: (message.reasoning ?? '') + message.content } : message,
      ),
    })),
    breaks: [/earlier reasoning/],
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
    breaks: [/text parts/, /images, audio/],
  },
  'drops the detail of images': {
    change: (sound) => ({
      formatRequest: (request, context) => {
        const images: unknown[] = []
        const messages = request.messages.map((message) => {
          if (message.role !== 'user' || typeof message.content === 'string') return message
          const content = message.content.filter((part) => {
            if (part.type === 'image')
              images.push(
                part.url ?? (typeof part.data === 'string' ? part.data : Buffer.from(part.data).toString('base64')),
              )
            return part.type !== 'image'
          })
          return { ...message, content }
        })
        const body = sound.formatRequest({ ...request, messages }, context) as Body
        return images.length === 0 ? body : { ...body, images }
      },
    }),
    breaks: [/images, audio/],
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
  'drops the log probabilities': { change: without('logprobs'), breaks: [/every parameter/] },
  'drops the logit bias': { change: without('logitBias'), breaks: [/every parameter/] },
  'drops the user': { change: without('user'), breaks: [/every parameter/] },
  'drops parameters that are 0': {
    change: asking((request) => ({ ...request, temperature: request.temperature || undefined })),
    breaks: [/every parameter/],
  },
  'drops all stop texts but the first': {
    change: asking((request) => ({
      ...request,
      stop: typeof request.stop === 'object' ? request.stop.slice(0, 1) : request.stop,
    })),
    breaks: [/every parameter/],
  },
  'spreads the stop text into letters': {
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
  'names another setting in an error': {
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
    breaks: [/modelKwargs unchanged/],
  },
  "ignores the call's modelKwargs": { change: without('modelKwargs'), breaks: [/modelKwargs unchanged/, /override/] },
  'drops falsy modelKwargs': {
    change: asking((request) => ({
      ...request,
      modelKwargs: Object.fromEntries(Object.entries(request.modelKwargs ?? {}).filter(([, value]) => Boolean(value))),
    })),
    breaks: [/modelKwargs unchanged/],
  },
  "has the client's modelKwargs override the call's": {
    change: sending((body, request, context) => ({ ...body, ...context.modelKwargs, ...request.modelKwargs })),
    breaks: [/override/],
  },
  'has unset parameters override modelKwargs': {
    change: sending((body, request, context) => {
      const { temperature } = request.modelKwargs ?? {}
      return 'temperature' in context.modelKwargs ? { ...body, temperature: temperature ?? request.temperature } : body
    }),
    breaks: [/override/],
  },
  "has named parameters override the call's modelKwargs": {
    change: sending((body, request) => ({ ...body, ...named(request) })),
    breaks: [/override/],
  },
  'ignores the deployment': {
    change: (sound) => ({
      formatRequest: (request, context) => sound.formatRequest(request, { ...context, deploymentName: undefined }),
    }),
    breaks: [/deployment name/],
  },
  'sends null for unset parameters': {
    change: sending((body, request) => ({ ...body, seed: request.seed ?? null, ...request.modelKwargs })),
    breaks: [/not set/, /recorded body/, /override/],
  },
  'sends empty lists for unset parameters': {
    change: sending((body, request) => ({ ...body, tools: request.tools ?? [] })),
    breaks: [/not set/, /recorded body/],
  },
  'sends "undefined"': {
    change: sending((body, request) => ({ ...body, extra: `${request.seed}` })),
    breaks: [/not set/, /recorded body/],
  },
  'mutates the request': {
    change: sending((body, request) => {
      ;(request.messages as ChatMessage[]).pop()
      return body
    }),
    breaks: [/does not change the request/],
  },
  'mutates the modelKwargs': {
    change: (sound) => ({
      formatRequest: (request, context) => {
        Object.assign(context.modelKwargs, request.temperature !== undefined && { temperature: request.temperature })
        return sound.formatRequest(request, context)
      },
    }),
    breaks: [/does not change the request/, /AzureMLEndpointClient/],
  },
  'depends on an earlier call': {
    change: sending((body, request) => {
      const said = earlier?.messages.length
      earlier = request
      return { ...body, ...(said !== undefined && { previously: said }) }
    }),
    breaks: [/whatever was sent before/, /recorded body/],
  },
  'modifies its defaults': {
    change: sending((body, request) => ({ ...Object.assign(sticky, request.modelKwargs), ...body })),
    breaks: [/whatever was sent before/, /recorded body/],
  },
  'returns the same object for all bodies': {
    change: sending((body) => {
      for (const key of Object.keys(sharedBody)) delete sharedBody[key]
      return Object.assign(sharedBody, body)
    }),
    breaks: [/whatever was sent before/],
  },
  'returns JSON text': { change: sending((body) => JSON.stringify(body)), breaks: [/./] },
  'returns a promise of a body': { change: sending((body) => Promise.resolve(body)), breaks: [/./] },
  'returns no body': { change: sending(() => undefined), breaks: [/./] },
  'returns a date and a map': {
    change: sending((body) => ({ ...body, extra: new Map([['a', 1]]) })),
    breaks: [/valid JSON/, /recorded body/],
  },
  'throws errors other than ConfigurationError': {
    change: sending((body, request) => {
      if (request.tools !== undefined) throw new TypeError('no tools here')
      return body
    }),
    breaks: [/sends tools/, /tool choice/, /tool calls and/, /does not change the request/],
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
      /model's text/,
      /well-formed response/,
      /throws for an answer/,
      /recorded answer/,
      /into chunks that join/,
    ],
  },
  'returns a promise of a response': {
    change: (sound) => ({ parseResponse: (async (body: unknown) => sound.parseResponse(body)) as never }),
    breaks: [
      /same way every time/,
      /model's text/,
      /well-formed response/,
      /throws for an answer/,
      /recorded answer/,
      /into chunks that join/,
    ],
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
    breaks: [/throws for an answer/],
  },
  'returns [object Object] as text': {
    change: () => ({ parseResponse: (body) => ({ text: String((body as { says?: unknown } | null)?.says) }) }),
    breaks: [/well-formed response/, /throws for an answer/, /recorded answer/],
  },
  'loses usage': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), usage: undefined }),
    }),
    breaks: [/recorded answer/],
  },
  'loses usage in streams': {
    change: streaming((read) => (event) => ({ ...read(event), usage: undefined })),
    breaks: [/into chunks that join/],
  },
  'returns the wrong finish reason': {
    change: (sound) => ({ parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: 'stop' }) }),
    breaks: [/recorded answer/],
  },
  'returns the raw finish reason': {
    change: (sound) => ({
      parseResponse: (body) => ({ ...sound.parseResponse(body), finishReason: (body as { ended: never }).ended }),
    }),
    breaks: [/well-formed response/, /recorded answer/, /into chunks that join/],
  },
  'adds reasoning to the text of answers': {
    change: (sound) => ({
      parseResponse: (body) => {
        const { reasoning, ...answer } = sound.parseResponse(body)
        return { ...answer, text: (reasoning ?? '') + answer.text }
      },
    }),
    breaks: [/recorded answer/, /model's text/],
  },
  'unescapes answers': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replaceAll('\\n', '\n') }
      },
    }),
    breaks: [/model's text/],
  },
  'loses letters outside ASCII': {
    change: (sound) => ({
      parseResponse: (body) => {
        const answer = sound.parseResponse(body)
        return { ...answer, text: answer.text.replace(/[\u0080-\uFFFF]/g, '') }
      },
    }),
    breaks: [/model's text/],
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
    breaks: [/into chunks that join/],
  },
  'returns nothing for the last event': {
    change: streaming(
      (read) => (event) => ((event as Body | undefined)?.['ended'] === undefined ? read(event) : void read(event)),
    ),
    breaks: [/into chunks that join/],
  },
  'ignores the end of the stream': {
    change: streaming((read) => (event) => (event === undefined ? undefined : read(event))),
    breaks: [/into chunks that join/],
  },
  'fails at the end of the stream': {
    change: streaming((read) => (event) => {
      const { says } = event as Body
      return says === undefined || event === undefined ? read(event) : read(event)
    }),
    breaks: [/into chunks that join/, /concurrent streams/, /earlier chunks/, /text of a stream/],
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
    breaks: [/concurrent streams/, /into chunks that join/],
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
    breaks: [/concurrent streams/],
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
    breaks: [/into chunks that join/],
  },
  'repeats the text so far': {
    change: streaming((read) => {
      let text = ''
      return (event) => {
        text += read(event)?.text ?? ''
        return { text }
      }
    }),
    breaks: [/into chunks that join/],
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
    breaks: [/earlier chunks/, /concurrent streams/],
  },
  'returns a promise of a reader': {
    change: (sound) => ({ openStream: (async () => sound.openStream()) as never }),
    breaks: [
      /concurrent streams/,
      /earlier chunks/,
      /well-formed chunks/,
      /text of a stream/,
      /into chunks that join/,
      /EndpointClient/,
    ],
  },
  'returns promises of chunks': {
    change: streaming((read) => async (event: unknown) => read(event)),
    breaks: [/concurrent streams/, /earlier chunks/, /well-formed chunks/, /text of a stream/, /into chunks that join/],
  },
  'damages the text of streams': {
    change: streaming((read) => (event) => {
      const given = read(event)
      return given && { ...given, text: given.text?.replace(/[\u0080-\uFFFF]/g, '') }
    }),
    breaks: [/text of a stream/],
  },
  'cannot stream although a stream is recorded': {
    change: () => ({ openStream: undefined as never }),
    breaks: [/into chunks that join/],
  },
}
