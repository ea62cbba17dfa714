import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { createEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { MistralChatContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-openai'
import { expect, it } from 'vitest'
import { usePython } from '../frame/use.ts'
import { type WireMessage, everyConversation, everyHistory } from './conversations.ts'

const python = usePython(import.meta.dirname)
type Verdict = string | null

/** What the library says about each conversation. */
async function validate(conversations: readonly (readonly WireMessage[])[]): Promise<readonly Verdict[]> {
  const child = spawn(python(), [join(import.meta.dirname, 'validate.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(conversations.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const verdicts: Verdict[] = []
  for await (const line of createInterface(child.stdout)) verdicts.push(JSON.parse(line) as Verdict)
  expect(verdicts).toHaveLength(conversations.length)
  return verdicts
}

it('the emulator rejects what Mistral’s library rejects, in its words', async () => {
  const emulator = createEndpointEmulator({ conversationRules: 'mistral', auth: { mode: 'none' } })
  const ask = async (messages: readonly WireMessage[]): Promise<Verdict> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ messages }) }
    const response = await emulator.fetch('http://localhost/v1/chat/completions', init)
    const body = (await response.json()) as { message?: string }
    return response.status === 200 ? null : (body.message ?? `status ${response.status}`)
  }
  const conversations = everyConversation()
  const real = await validate(conversations)
  const differences: unknown[] = []
  const counts = { accepted: 0, rejected: 0 }
  for (const [index, conversation] of conversations.entries()) {
    const said = await ask(conversation)
    counts[said === null ? 'accepted' : 'rejected'] += 1
    if (!isAllowed(said, real[index] ?? null)) differences.push({ conversation, said, real: real[index] })
  }
  expect(differences.slice(0, 5)).toEqual([])
  expect(counts.accepted).toBeGreaterThan(50)
  expect(counts.rejected).toBeGreaterThan(500)
})

/** See `allowed` in counterpart.ts. */
function isAllowed(said: Verdict, real: Verdict): boolean {
  if (said === "Unexpected role 'user' after role 'tool'") return true
  if (said === 'Assistant message must have either content or tool_calls, but not none.') return true
  return said?.replace('prefix True)', 'prefix)') === real?.replace('prefix True)', 'prefix)')
}

it('the Mistral formatter makes every history valid', async () => {
  const sent: (readonly WireMessage[])[] = []
  const capture: typeof fetch = async (_url, init) => {
    sent.push((JSON.parse(String(init?.body)) as { messages: WireMessage[] }).messages)
    return Response.json({ choices: [{ message: { content: 'Fine.' }, finish_reason: 'stop' }] })
  }
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://models.example/v1/chat/completions',
    endpointApiType: 'serverless',
    endpointApiKey: 'any',
    contentFormatter,
    fetch: capture,
  })
  const histories = everyHistory()
  for (const messages of histories) await client.chat({ messages })
  const verdicts = await validate(sent)
  const invalid = verdicts.flatMap((verdict, index) => (verdict === null ? [] : [{ verdict, sent: sent[index] }]))
  expect(invalid.slice(0, 5)).toEqual([])
  expect(verdicts).toHaveLength(histories.length)
})

it('and no more than the emulator allows', async () => {
  await using emulator = await startEndpointEmulator({ conversationRules: 'mistral', auth: { mode: 'none' } })
  const client = new AzureMLEndpointClient({
    endpointUrl: `${emulator.url}/v1/chat/completions`,
    endpointApiKey: 'any',
    contentFormatter,
    maxRetries: 0,
  })
  for (const messages of everyHistory()) expect((await client.chat({ messages })).text).toContain('emulat')
})
