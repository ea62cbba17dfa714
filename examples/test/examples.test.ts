import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointEmulatorOptions } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guideExamples } from './guide-examples.ts'
import { startIdentityServer } from './identity-server.ts'
import { recipes } from './recipes.ts'
import { bodyOf, type Expected, folder, key, modelsOf, runExample, startExampleProcess } from './run-example.ts'

const times = (count: number): number[] => Array.from({ length: count }, () => 200)
const toolQuestion: EndpointEmulatorOptions = {
  replies: [
    {
      when: ({ text }) => !text.includes('"role":"tool"'),
      toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }],
    },
    '18 degrees in Oslo.',
  ],
}
const verdict: EndpointEmulatorOptions = { replies: ['{"solved":false,"confidence":"low"}'] }

const examples: Record<string, Expected> = {
  ...guideExamples,
  ...recipes,
  'start/core.ts': { prints: /Collatz/ },
  'start/langchain.ts': { prints: /Collatz/ },
  'start/ai-sdk.ts': { prints: /Collatz/ },
  'start/from-python.ts': {
    prints: /^Nobody knows\.\nNobody knows\.Primes\.\n$/,
    emulated: { replies: ['Nobody knows.', 'Nobody knows.', 'Primes.'] },
    statuses: times(3),
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ temperature: 0.8, messages: { length: 2 } }),
  },
  'core/first-question.ts': { prints: /Collatz/, route: '/score' },
  'core/chat.ts': { prints: /Collatz[^]* stop \d+\n/, statuses: times(2) },
  'core/conversation.ts': {
    prints: /^One\.\nTwo\.\n$/,
    emulated: { replies: ['One.', 'Two.'] },
    statuses: times(2),
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('messages.length', 4),
  },
  'core/tools.ts': { prints: /^18 degrees in Oslo\.\n$/, emulated: toolQuestion, statuses: times(2) },
  'core/structured-output.ts': { prints: /^false low\n$/, emulated: verdict },
  'core/image.ts': {
    prints: /./,
    check: (outcome) => expect(JSON.stringify(bodyOf(outcome))).toContain('data:image/png;base64,'),
  },
  'core/reasoning.ts': { prints: /^thought: .+\nsaid: .+/ },
  'core/embeddings.ts': { prints: /^2 vectors of 64\n$/ },
  'core/errors.ts': { prints: /^Theirs: 401 false The endpoint refused the key or token/, statuses: [401] },
  'core/storing.ts': {
    prints: /^again in 86400000 ms\n$/,
    emulated: { faults: [{ when: ({ text }) => text.includes('named after'), status: 429, retryAfter: 86_400 }] },
    statuses: [200, 429],
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('messages.length', 3),
  },
  'core/retries.ts': {
    prints:
      /^attempt 0 at \/score\nstatus 503, true\nagain in 20 ms, because of 503\nattempt 1 at \/score\nstatus 200, true\nstop\n/,
    route: '/score',
    emulated: { faults: [{ status: 503, times: 1, headers: { 'retry-after-ms': '20' } }] },
    statuses: [503, 200, 200],
  },
  'core/key-rotation.ts': { prints: /./, environment: (_url, own) => ({ AZUREML_KEY_FILE: join(own, 'key') }) },
  'core/model-parameters.ts': {
    prints: /./,
    check: (outcome) =>
      expect(bodyOf(outcome)).toMatchObject({ temperature: 0.2, ignore_eos: false, max_tokens: 512, min_p: 0.1 }),
  },
  'formatters/openai.ts': {
    prints: /./,
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('input_data.parameters.max_new_tokens', 100),
  },
  'formatters/openai-options.ts': {
    prints: /./,
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('max_completion_tokens', 100),
  },
  'formatters/prompt-flow.ts': {
    prints: /^Nobody knows\.Nobody knows\.\nNobody knows\.\n$/,
    route: '/score',
    emulated: { image: 'prompt-flow', replies: [{ text: 'Nobody knows.', times: Infinity }] },
    statuses: times(3),
  },
  'own-formatter/fake-endpoint.ts': { prints: /^To the south\.$/, statuses: [] },
  'formatters/compose.ts': { prints: /^\{"messages":\[\{"role":"system","content":"Answer like a pirate\."/ },
  'formatters/text-generation.ts': {
    prints: /./,
    check: (outcome) =>
      expect(bodyOf(outcome)).toMatchObject({ input_data: { input_string: [expect.stringContaining('[INST]')] } }),
  },
  'formatters/own-chat-template.ts': {
    prints: /./,
    route: '/v1/completions',
    check: (outcome) =>
      expect(bodyOf(outcome)).toEqual({
        prompt:
          '<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n' +
          '<|im_start|>user\nWhy is the sky blue?<|im_end|>\n<|im_start|>assistant\n',
        max_tokens: 100,
      }),
  },
  'formatters/own-chat-template-tools.ts': {
    prints: /^temperature Oslo\n18 degrees in Oslo\.\n$/,
    route: '/v1/completions',
    emulated: {
      replies: [
        { text: '<tool_call>\n{"name": "temperature", "arguments": {"city": "Oslo"}}\n</tool_call>' },
        '18 degrees in Oslo.',
      ],
    },
    statuses: times(2),
    check: ({ requests }) => {
      const [first, second] = requests.map(({ body }) => (body as { readonly prompt?: string }).prompt ?? '')
      expect(first).toContain('<tools>\n{"type": "function", "function": {"name": "temperature", "description": ')
      expect(second?.startsWith(first?.replace(/<\|im_start\|>assistant\n$/, '') ?? '')).toBe(true)
      expect(second).toMatch(
        /<tool_call>\n\{"name": "temperature", "arguments": \{"city": "Oslo"\}\}\n<\/tool_call><\|im_end\|>\n<\|im_start\|>user\n<tool_response>\n18 degrees\n<\/tool_response><\|im_end\|>\n<\|im_start\|>assistant\n$/,
      )
    },
  },
  'formatters/chat-flow.ts': {
    prints: /^It scatters\. \{ answer: 'It scatters\.', url: \[ 'https:\/\/x\.test' \] \}\nIt is red\.$/,
    route: '/score',
    emulated: {
      image: 'prompt-flow',
      replies: ['It scatters.', 'It is red.'],
      flowOutputs: { url: ['https://x.test'] },
    },
    statuses: times(2),
    check: (outcome) =>
      expect(bodyOf(outcome)).toEqual({
        question: 'And at sunset?',
        chat_history: [{ inputs: { question: 'Why is the sky blue?' }, outputs: { answer: 'It scatters.' } }],
      }),
  },
  'formatters/tgi.ts': {
    prints: /^.+ length 5\n.+/,
    route: '/',
    emulated: { image: 'huggingface' },
    statuses: times(2),
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('inputs', '[INST] Why is the sky blue?[/INST]'),
  },
  'formatters/anthropic.ts': {
    prints: /Hello/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ model: 'my-claude', max_tokens: 1000 }),
  },
  'formatters/anthropic-options.ts': {
    prints: /1009/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ max_tokens: 8000, output_config: { effort: 'low' } }),
  },
  'formatters/responses.ts': {
    prints: /^Thought: I look\.\n18 degrees in Oslo\.\n$/,
    emulated: {
      replies: [
        { reasoning: 'I look.', toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] },
        '18 degrees in Oslo.',
      ],
    },
    statuses: times(2),
    check: (outcome) =>
      expect(bodyOf(outcome)).toMatchObject({
        model: 'my-gpt',
        store: false,
        input: [{}, { type: 'reasoning', encrypted_content: expect.any(String) }, { type: 'function_call' }, {}],
      }),
  },
  'formatters/responses-stream.ts': {
    prints: /^\{"solved":false\}\nTokens: \d+\n$/,
    emulated: { replies: ['{"solved":false}'] },
    check: (outcome) =>
      expect(bodyOf(outcome)).toMatchObject({
        stream: true,
        text: { verbosity: 'low', format: { type: 'json_schema' } },
      }),
  },
  'core/rerank.ts': {
    prints: /^\d\.\d\d Puffins nest in burrows\.\n$/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ model: 'my-rerank', top_n: 1 }),
  },
  'formatters/cohere.ts': {
    prints: /./,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ message: 'Hello', max_tokens: 100 }),
  },
  'formatters/cohere-v2.ts': {
    prints: /puffins[^]*title: 'Birds'/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ model: 'my-command', documents: [{ id: 'birds' }] }),
  },
  'langchain/retrieval.ts': {
    prints: /^Puffins nest in burrows\. \{ page: 1, relevanceScore: 0\.\d+ \}\n[^]*puffins/,
    statuses: times(4),
    check: (outcome) => expect(modelsOf(outcome)).toEqual(['my-embed', 'my-embed', 'my-rerank', 'my-command']),
  },
  'langchain/invoke.ts': {
    prints: /Collatz/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ temperature: 0.8, max_tokens: 512 }),
  },
  'langchain/dedicated.ts': {
    prints: /^(.+\n)+.+ \S+\n$/,
    route: '/score',
    statuses: times(3),
    check: ({ requests }) => expect(new Set(requests.map(({ path }) => path))).toEqual(new Set(['/score'])),
  },
  'langchain/stream.ts': { prints: /Collatz[^]*blue[^]*\d+\n$/, statuses: times(2) },
  'langchain/chain.ts': {
    prints: /./,
    check: (outcome) => expect(JSON.stringify(bodyOf(outcome))).toContain('in the style of Ada Lovelace'),
  },
  'langchain/agent.ts': {
    prints: /^human ai tool ai\n18 degrees in Oslo\.\n$/,
    emulated: toolQuestion,
    statuses: times(2),
  },
  'langchain/tools.ts': {
    prints: /^18 degrees in Oslo\.\n$/,
    emulated: toolQuestion,
    statuses: times(2),
    check: ({ requests }) => expect(requests[0]?.body).toHaveProperty('parallel_tool_calls', false),
  },
  'langchain/multimodal.ts': {
    prints: /./,
    check: (outcome) =>
      expect(bodyOf(outcome)).toMatchObject({
        messages: [{ content: [{ type: 'text' }, { type: 'image_url' }, { type: 'image_url' }] }],
      }),
  },
  'langchain/reasoning.ts': {
    prints: /thought: Oslo is in the north\.\n[^]*thought: 18 degrees are mild\.\nsaid: No\.\n$/,
    emulated: {
      replies: [
        { reasoning: 'Oslo is in the north.', toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] },
        { reasoning: '18 degrees are mild.', text: 'No.' },
      ],
    },
    statuses: times(2),
    check: (outcome) => expect(JSON.stringify(bodyOf(outcome))).toContain('Oslo is in the north.'),
  },
  'langchain/caching.ts': { prints: /^true \d+\n$/ },
  'langchain/errors.ts': {
    prints: /^Shorten the conversation\.\n503 true The endpoint/,
    emulated: {
      replies: [{ error: { status: 400, code: 'context_length_exceeded', message: 'Too many tokens.' } }],
      faults: [{ status: 503, when: { text: 'Hello' } }],
    },
    statuses: [400, 503],
  },
  'langchain/fallbacks.ts': {
    prints: /^Good day\.\nGood day\.\n$/,
    emulated: {
      deployments: [{ name: 'blue' }, { name: 'green' }],
      faults: [{ status: 503, when: { deployment: 'blue' } }],
      replies: [{ text: 'Good day.', times: 2 }],
    },
    statuses: [503, 200, 503, 200],
  },
  'langchain/profile.ts': {
    prints: /^Paris\n$/,
    emulated: { replies: ['{"city":"Paris"}'] },
    check: (outcome) => expect(bodyOf(outcome)).toHaveProperty('response_format.type', 'json_schema'),
  },
  'langchain/disable-streaming.ts': {
    prints: /^Once\.\n1\n$/,
    emulated: { replies: ['Once.'] },
    check: (outcome) => expect(bodyOf(outcome)).not.toHaveProperty('stream'),
  },
  'langchain/abort.ts': { prints: /speaking:AbortError: .+\n$/, statuses: [] },
  'langchain/usage.ts': { prints: /input_tokens[^]* stop\n\d+\n$/, statuses: times(2) },
  'langchain/structured-output.ts': { prints: /^(true|false) (low|medium|high)\n$/ },
  'langchain/text-model.ts': { prints: /./ },
  'ai-sdk/generate-text.ts': { prints: /Collatz/, route: '/score' },
  'ai-sdk/settings.ts': {
    prints: /./,
    check: ({ requests }) => expect(requests[0]).toMatchObject({ deployment: 'blue', body: { safe_prompt: true } }),
  },
  'ai-sdk/stream-text.ts': { prints: /Collatz[^]*stop \d+\n$/ },
  'ai-sdk/tools.ts': { prints: /^2 18 degrees in Oslo\.\n$/, emulated: toolQuestion, statuses: times(2) },
  'ai-sdk/agent.ts': { prints: /^18 degrees in Oslo\.\n$/, emulated: toolQuestion, statuses: times(2) },
  'ai-sdk/structured-output.ts': { prints: /^false low\n$/, emulated: verdict },
  'ai-sdk/embeddings.ts': { prints: /^2\n$/ },
  'ai-sdk/claude.ts': {
    prints: /^.*Hello/,
    check: ({ requests }) => expect(requests[0]?.deployment).toBe('my-claude'),
  },
  'ai-sdk/call-options.ts': {
    prints: /^[\w-]{20,}\n$/,
    check: (outcome) => expect(bodyOf(outcome)).toMatchObject({ temperature: 0.2, user: 'user-17', min_p: 0.1 }),
  },
  'ai-sdk/reasoning.ts': { prints: /^thought: .+\nsaid: .+/, emulated: { reasoning: 'field' } },
  'ai-sdk/image.ts': {
    prints: /./,
    check: (outcome) => expect(JSON.stringify(bodyOf(outcome))).toContain('"detail":"low"'),
  },
  'ai-sdk/rerank.ts': { prints: /^\[ 'Puffins nest in burrows\.' \]\n$/ },
  'ai-sdk/errors.ts': {
    prints: /^429 true Too many requests.+\n$/,
    emulated: { faults: [{ status: 429 }] },
    statuses: [429],
  },
  'ai-sdk/telemetry.ts': { prints: /name: 'chat default'[^]*'gen_ai.provider.name': 'east.chat'/ },
  'scale/shared-client.ts': { prints: /^20 answers, of which 20 differ\n$/, statuses: times(20) },
  'scale/node-fetch.ts': { prints: /^.+\n.+/, statuses: times(2) },
  'scale/node-transport.ts': { prints: /^(.+\n){3}$/, statuses: times(3) },
  'scale/deployments.ts': {
    prints: /^blue\ngreen\n$/,
    emulated: { deployments: [{ name: 'blue', traffic: 100 }, { name: 'green' }] },
    statuses: times(2),
  },
  'scale/regions.ts': {
    prints: /^\/france\/score Bonjour\.\n$/,
    emulated: {
      endpoints: [
        { name: 'sweden', faults: [{ status: 503, headers: { 'retry-after-ms': '1' } }] },
        { name: 'france', replies: ['Bonjour.'] },
      ],
    },
    environment: (url) => ({
      AZUREML_URL_SWEDEN: `${url}/sweden/score`,
      AZUREML_KEY_SWEDEN: key,
      AZUREML_URL_FRANCE: `${url}/france/score`,
      AZUREML_KEY_FRANCE: key,
    }),
    statuses: [503, 503, 200],
  },
  'scale/quota.ts': {
    prints: /^everybody waits 50 ms\n(everybody waits 50 ms\n)*12 answers\n$/,
    emulated: { faults: [{ status: 429, times: 2, headers: { 'retry-after-ms': '50' } }] },
    check: ({ requests }) => expect(requests).toHaveLength(14),
    statuses: [],
  },
  'scale/queue.ts': {
    prints: /^0 asked\n$/,
    emulated: { faults: [{ status: 400, when: { text: 'Text 7' } }] },
    environment: (_url, own) => ({ RESULTS_FILE: join(own, 'results.jsonl') }),
    runs: 2,
    check: ({ requests }) => expect(requests).toHaveLength(10),
    statuses: [],
  },
}

const entraExamples = ['core/entra-id.ts', 'langchain/entra-id.ts', 'ai-sdk/entra-id.ts']

/** What programs that find their endpoint by its name print. */
const workspaceExamples: Record<string, RegExp> = {
  'workspace/ai-sdk.ts': /Collatz/,
  'workspace/connect.ts': /Collatz/,
  'workspace/langchain.ts': /Collatz/,
  'workspace/list-endpoints.ts':
    /^collatz: online, Succeeded, key\n {2}default: CustomOpenAIChatContentFormatter\npaid: serverless, Succeeded, key\n {2}paid: The name "my-model" is of no family/,
}

describe('an example', () => {
  const process = startExampleProcess()
  // One for all of them: a process remembers where its identity server is.
  let identity: Awaited<ReturnType<typeof startIdentityServer>>
  beforeAll(async () => {
    identity = await startIdentityServer('token-of-this-machine')
  })
  afterAll(() => {
    process.kill()
    identity.close()
  })

  it.each(Object.entries(examples))('%s runs', async (file, expected) => {
    const outcome = await runExample(process, file, expected)
    expect(outcome.stdout).toMatch(expected.prints)
    const { statuses = [200] } = expected
    if (statuses.length > 0) expect(outcome.requests.map(({ status }) => status)).toEqual(statuses)
    expected.check?.(outcome)
  })

  it.each(entraExamples)('%s runs, with the identity of the machine', async (file) => {
    const { stdout, requests } = await runExample(process, file, {
      emulated: { auth: { mode: 'aad_token', accept: 'token-of-this-machine' } },
      environment: () => identity.env,
    })
    expect(stdout).not.toBe('')
    expect(requests[0]?.headers['authorization']).toBe('Bearer token-of-this-machine')
  })

  it.each(Object.entries(workspaceExamples))(
    '%s runs, and finds its endpoint by name',
    { timeout: 60_000 },
    async (file, prints) => {
      const { stdout } = await runExample(process, file, {
        emulated: {
          workspace: { endpointName: 'collatz', accept: 'token-of-this-machine' },
          modelId: 'azureml://registries/azureml/models/Phi-4/versions/7',
          endpoints: [{ name: 'paid', image: 'serverless', modelId: 'azureml:my-model:1' }],
        },
        environment: (url) => ({
          ...identity.env,
          AZURE_ARM_ENDPOINT: url,
          AZURE_SUBSCRIPTION_ID: '00000000-0000-0000-0000-000000000000',
          AZURE_RESOURCE_GROUP: 'emulator',
          AZUREML_WORKSPACE_NAME: 'emulator',
        }),
      })
      expect(stdout).toMatch(prints)
    },
  )

  it('is missing from no list', () => {
    const programs = [
      'core',
      'formatters',
      'langchain',
      'ai-sdk',
      'emulator',
      'models',
      'own-formatter',
      'scale',
      'start',
      'workspace',
    ]
      .flatMap((name) => globSync(`${name}/**/*.ts`, { cwd: folder }))
      .filter((file) => /^[\w/-]+\.ts$/.test(file) && !parts.has(file))
    expect(programs.toSorted()).toEqual(
      [...Object.keys(examples), ...Object.keys(workspaceExamples), ...entraExamples].toSorted(),
    )
  })
})

/** What other examples import, and what other tests run. */
const parts = new Set([
  'ai-sdk/tracing.ts',
  'core/tracing.ts',
  'emulator/summarize.ts',
  'formatters/prompt-flow-formatter.ts',
  'langchain/callbacks.ts',
  'langchain/langsmith.ts',
  'own-formatter/reply-formatter.ts',
  'scale/bullmq-worker.ts',
  'scale/langgraph-postgres.ts',
  'scale/storage-queue.ts',
])
