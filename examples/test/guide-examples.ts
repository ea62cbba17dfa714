import { join } from 'node:path'
import type { EndpointEmulatorOptions } from '@azureml-endpoints/endpoint-emulator'
import { expect } from 'vitest'
import { bodyOf, type Expected, modelsOf, type Outcome } from './run-example.ts'

const story: EndpointEmulatorOptions = { replies: [{ pieces: ['Once: ', 'upon a time'], times: 2 }] }
const brokenCount: EndpointEmulatorOptions = {
  replies: [{ pieces: ['One, ', 'two'] }],
  faults: [
    { insert: { afterEvents: 3, text: 'event: error\ndata: {"error":{"message":"engine gone","code":503}}\n\n' } },
  ],
}
const bothCities: EndpointEmulatorOptions = {
  replies: [
    {
      toolCalls: [
        { name: 'get_weather', arguments: { city: 'Oslo' } },
        { name: 'get_weather', arguments: { city: 'Bergen' } },
      ],
    },
  ],
}
const ticket: EndpointEmulatorOptions = {
  replies: [{ toolCalls: [{ name: 'file_ticket', arguments: { summary: 'Two problems' } }] }],
}
const asksForTicket = (outcome: Outcome): void =>
  expect(bodyOf(outcome)).toMatchObject({
    tool_choice: { function: { name: 'file_ticket' } },
    parallel_tool_calls: false,
  })
const egg: EndpointEmulatorOptions = {
  replies: [{ pieces: ['{"name":"Egg","steps":["Boil', ' water","Wait"', ']}'] }],
}
const sendsSoundAndVideo = (outcome: Outcome): void =>
  expect(bodyOf(outcome)).toMatchObject({
    messages: [{ content: [{ type: 'text' }, { type: 'input_audio' }, { type: 'video_url' }] }],
  })
const sendsReport = (outcome: Outcome): void =>
  expect(bodyOf(outcome)).toMatchObject({
    messages: [{ content: [{ type: 'text' }, { type: 'file', file: { filename: 'report.pdf' } }] }],
  })
const thoughts: EndpointEmulatorOptions = { replies: [{ reasoning: 'It is May.', text: 'No.' }] }

/** The examples of docs/guides and docs/production. */
export const guideExamples: Record<string, Expected> = {
  'core/stream.ts': { prints: /Collatz[^]*\nstop\n\d+ tokens\n$/ },
  'core/stream-errors.ts': { prints: /^Lost after "One, two"\. Worth another call: true\n$/, emulated: brokenCount },
  'core/stream-abort.ts': { prints: /^Once: AbortError: .+\n$/, emulated: story, statuses: [] },
  'langchain/stream-errors.ts': {
    prints: /^Lost after "One, two"\. Worth another call: true\n$/,
    emulated: brokenCount,
  },
  'ai-sdk/stream-errors.ts': { prints: /^Lost after "One, two"\. Worth another call: true\n$/, emulated: brokenCount },
  'ai-sdk/abort.ts': { prints: /^stopped\n$/, emulated: story, statuses: [] },
  'core/tool-stream.ts': {
    prints: /^get_weather \{ city: 'Oslo' \}\nget_weather \{ city: 'Bergen' \}\n$/,
    emulated: bothCities,
  },
  'langchain/tool-stream.ts': {
    prints: /\nget_weather \{ city: 'Oslo' \}\n\nget_weather \{ city: 'Bergen' \}\n$/,
    emulated: bothCities,
  },
  'ai-sdk/tool-stream.ts': {
    prints: /^get_weather \{[^]+\ncalled with \{ city: 'Oslo' \}\n[^]*returned 18 degrees in Bergen\n$/,
    emulated: bothCities,
  },
  'core/tool-choice.ts': { prints: /^file_ticket \{ summary: .+ \}\n$/, emulated: ticket, check: asksForTicket },
  'langchain/tool-choice.ts': { prints: /^file_ticket \{ summary: .+ \}\n$/, emulated: ticket, check: asksForTicket },
  'ai-sdk/tool-choice.ts': { prints: /^file_ticket \{ summary: .+ \}\n$/, emulated: ticket, check: asksForTicket },
  'langchain/partial-output.ts': {
    prints: /^1 steps so far\n[^]*2 steps so far\n\{ name: 'Egg', steps: \[ 'Boil water', 'Wait' \] \}\n$/,
    emulated: egg,
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('response_format.json_schema.name', 'recipe'),
  },
  'ai-sdk/partial-output.ts': {
    prints: /^1 steps so far\n[^]*2 steps so far\n\{ name: 'Egg', steps: \[ 'Boil water', 'Wait' \] \}\n$/,
    emulated: egg,
  },
  'core/document.ts': { prints: /./, check: sendsReport },
  'langchain/document.ts': { prints: /./, check: sendsReport },
  'ai-sdk/document.ts': { prints: /./, check: sendsReport },
  'core/audio-and-video.ts': { prints: /./, check: sendsSoundAndVideo },
  'langchain/audio-and-video.ts': { prints: /./, check: sendsSoundAndVideo },
  'ai-sdk/audio-and-video.ts': { prints: /./, check: sendsSoundAndVideo },
  'core/speech.ts': {
    prints: /^Good morning\.\n$/,
    environment: (_url, own) => ({ SPEECH_FILE: join(own, 'speech.wav') }),
    emulated: {
      replies: [
        {
          raw: {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              choices: [
                {
                  message: { content: null, audio: { id: 'audio_1', data: 'UklGRg==', transcript: 'Good morning.' } },
                  finish_reason: 'stop',
                },
              ],
            }),
          },
        },
      ],
    },
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ modalities: ['text', 'audio'] }),
  },
  'core/reasoning-stream.ts': { prints: /^\(It.+\)No\.\n\d+ tokens for thinking\n$/, emulated: thoughts },
  'langchain/reasoning-stream.ts': { prints: /^\(It.+\)No\.$/, emulated: thoughts },
  'ai-sdk/reasoning-stream.ts': { prints: /^\(It.+\)No\.$/, emulated: thoughts },
  'core/embed-many.ts': {
    prints: /^250 vectors from 3 requests\n$/,
    statuses: [200, 200, 200],
  },
  'langchain/embed-many.ts': { prints: /^250 vectors\n$/, statuses: [200, 200, 200, 200] },
  'langchain/embeddings.ts': { prints: /^2 vectors of 64\n$/, statuses: [200, 200] },
  'ai-sdk/embed-many.ts': { prints: /^250 vectors\n$/, statuses: [200, 200, 200, 200] },
  'langchain/rerank.ts': { prints: /^0\.\d+ Puffins nest in burrows\.\n$/ },
  'langchain/retries.ts': {
    prints: /^failed: The endpoint failed .+\nstop\nstop\n$/,
    emulated: { faults: [{ status: 503, times: 1, headers: { 'retry-after-ms': '5' } }] },
    statuses: [503, 200, 200],
  },
  'ai-sdk/retries.ts': {
    prints: /^stop\n$/,
    emulated: { faults: [{ status: 503, times: 1, headers: { 'retry-after-ms': '5' } }] },
    statuses: [503, 200],
  },
  'ai-sdk/rag.ts': {
    prints: /^Puffins nest in burrows\.\n.+/,
    statuses: [200, 200, 200, 200],
    check: (outcome) => expect(modelsOf(outcome)).toEqual(['my-embed', 'my-embed', 'my-rerank', 'my-command']),
  },
}
