import { type Answer, type Said, streamedAnswer, wholeAnswer } from './answer.ts'

const text = 'To the south.'
const said = (name: string): Said => ({ name, text, calls: [] })
const called = (name: string): Said => ({
  name,
  text: '',
  calls: ['find_train {"from":"Porto"}'],
})
const counted = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 }
const usage = { input_tokens: 9, output_tokens: 4, total_tokens: 13 }
const claude = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm' }
const call = { id: 'c', type: 'function', function: { name: 'find_train', arguments: '{"from":"Porto"}' } }
const item = {
  id: 'm',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text }],
}

/** Answers in the formats of services for which there may be no formatter. */
export const foreignAnswers: readonly Answer[] = [
  wholeAnswer(said('Claude'), { ...claude, content: [{ type: 'text', text }], stop_reason: 'end_turn', usage }),
  wholeAnswer(called('Claude, a tool call'), {
    ...claude,
    content: [{ type: 'tool_use', id: 't', name: 'find_train', input: { from: 'Porto' } }],
    stop_reason: 'tool_use',
    usage,
  }),
  streamedAnswer(said('Claude, streamed'), [
    { type: 'message_start', message: { ...claude, content: [], stop_reason: null, usage } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
    { type: 'message_stop' },
  ]),
  wholeAnswer(said('Responses'), { id: 'r', object: 'response', status: 'completed', output: [item], usage }),
  streamedAnswer(said('Responses, streamed'), [
    { type: 'response.created', response: { id: 'r', object: 'response', status: 'in_progress', output: [] } },
    { type: 'response.output_text.delta', item_id: 'm', output_index: 0, delta: text },
    {
      type: 'response.completed',
      response: { id: 'r', object: 'response', status: 'completed', output: [item], usage },
    },
  ]),
  wholeAnswer(said('Gemini'), {
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 4 },
  }),
  streamedAnswer(said('Gemini, streamed'), [
    { candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }] },
    { candidates: [{ content: { parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 }] },
  ]),
  streamedAnswer(said("Gemini's interactions, streamed"), [
    { event_type: 'interaction.start', interaction: { id: 'x' } },
    { event_type: 'content.delta', delta: { type: 'text', text } },
    { event_type: 'interaction.complete' },
  ]),
  wholeAnswer(said('Cohere v2'), {
    id: 'c',
    finish_reason: 'COMPLETE',
    message: { role: 'assistant', content: [{ type: 'text', text }] },
    usage: { tokens: { input_tokens: 9, output_tokens: 4 } },
  }),
  wholeAnswer(called('Cohere v2, a tool call'), {
    id: 'c',
    finish_reason: 'TOOL_CALL',
    message: { role: 'assistant', tool_plan: 'I look.', tool_calls: [call] },
  }),
  streamedAnswer(said('Cohere v2, streamed'), [
    { id: 'c', type: 'message-start', delta: { message: { role: 'assistant', content: [], tool_calls: [] } } },
    { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
    { type: 'content-delta', index: 0, delta: { message: { content: { text } } } },
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: {} } },
  ]),
  wholeAnswer(said('Ollama, chat'), {
    model: 'm',
    message: { role: 'assistant', content: text },
    done: true,
    done_reason: 'stop',
  }),
  wholeAnswer(said('Ollama, generate'), { model: 'm', response: text, done: true, done_reason: 'stop' }),
  {
    ...said('Ollama, chat, streamed'),
    body: [text, '']
      .map(
        (content) =>
          `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done: content === '' })}\n`,
      )
      .join(''),
    contentType: 'application/x-ndjson',
  },
  {
    ...said('Ollama, generate, streamed'),
    body: [text, ''].map((response) => `${JSON.stringify({ model: 'm', response, done: response === '' })}\n`).join(''),
    contentType: 'application/x-ndjson',
  },
  wholeAnswer(said("MLflow's ChatAgent"), {
    messages: [{ role: 'assistant', content: text, id: 'm' }],
    finish_reason: 'stop',
  }),
  wholeAnswer(called("MLflow's ChatAgent, a tool call"), {
    messages: [{ role: 'assistant', content: '', tool_calls: [call], id: 'm' }],
    finish_reason: 'tool_calls',
  }),
  wholeAnswer(said("MLflow's ResponsesAgent"), { output: [item], custom_outputs: null, usage }),
  wholeAnswer(said('MLflow, predictions'), { predictions: [text] }),
  wholeAnswer(said('a prompt flow'), { answer: text, context: 'Maps.' }),
  streamedAnswer(said('a prompt flow, streamed'), [{ answer: 'To the' }, { answer: ' south.' }]),
  wholeAnswer(said('Text Generation Inference'), { generated_text: text, details: { finish_reason: 'eos_token' } }),
  wholeAnswer(said('Text Generation Inference, a list'), [{ generated_text: text }]),
  streamedAnswer(said('Text Generation Inference, streamed'), [
    { index: 1, token: { id: 5, text: 'To the', special: false }, generated_text: null, details: null },
    {
      index: 2,
      token: { id: 6, text: ' south.', special: false },
      generated_text: text,
      details: { finish_reason: 'eos_token' },
    },
  ]),
  wholeAnswer(said('completions'), {
    id: 'c',
    object: 'text_completion',
    choices: [{ index: 0, text, finish_reason: 'stop' }],
  }),
  streamedAnswer(said('completions, streamed'), [
    { object: 'text_completion', choices: [{ index: 0, text: 'To the', finish_reason: null }] },
    { object: 'text_completion', choices: [{ index: 0, text: ' south.', finish_reason: 'stop' }] },
    '[DONE]',
  ]),
  streamedAnswer(said('chat completions that count in every event'), [
    { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'To the' } }], usage: counted },
    { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: ' south.' } }], usage: counted },
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: counted },
    '[DONE]',
  ]),
  wholeAnswer(said('Bedrock'), {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 9, outputTokens: 4 },
  }),
  wholeAnswer(said('metadata only'), { id: 'c', model: 'm', finish_reason: 'stop', usage }),
  streamedAnswer(said('metadata only, streamed'), [{ object: 'chat.completion.chunk', id: 'c', usage }, '[DONE]']),
]
