import { readFileSync } from 'node:fs'
import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { fakeFetch } from '@azureml-endpoints/core/testing'
import { Template } from '@huggingface/jinja'
import { describe, expect, it } from 'vitest'
import { type ChatTemplateName, chatTemplates, HFContentFormatter, type PromptTurn } from '../src/index.ts'

interface Published {
  readonly name: ChatTemplateName
  readonly file: string
  /** The BOS token of the models, if they have one; `inTemplate` if the template itself begins with it. */
  readonly bos?: string
  readonly inTemplate?: boolean
  readonly eos?: string
  /** Whether the template trims texts, which ours never does. */
  readonly trims?: boolean
}

const mistral = { bos: '<s>', eos: '</s>', inTemplate: true }
const published: readonly Published[] = [
  { name: 'llama2', file: 'llama2', ...mistral, trims: true },
  { name: 'llama3', file: 'llama3', bos: '<|begin_of_text|>', inTemplate: true, trims: true },
  { name: 'chatml', file: 'chatml' },
  { name: 'qwen2.5', file: 'qwen2.5' },
  { name: 'mistral-v0.1', file: 'mistral-v1', ...mistral },
  { name: 'mistral-v0.2', file: 'mistral-v1', ...mistral },
  { name: 'mistral-v0.3', file: 'mistral-v3', ...mistral, trims: true },
  { name: 'mistral-nemo', file: 'mistral-nemo', ...mistral },
  { name: 'phi3', file: 'phi3', bos: '<s>' },
  { name: 'zephyr', file: 'zephyr', bos: '<s>', eos: '</s>' },
  { name: 'mistral', file: 'mistral-v3', ...mistral, trims: true },
  { name: 'phi', file: 'phi3', bos: '<s>' },
]

const texts = [
  'Hi',
  'Why is the sky blue?\n\nIn two lines:\n- one\n- two',
  'He said "no" in C:\\temp\\new, for 5 % of $& and $1',
  'Grüße, 漢字, 🙂 and a \u00a0 in between',
  '{{ bos_token }} {% raw %} <|im_end|> </s> [INST] <<SYS>>',
  '  padded with spaces and a line break \n',
]

/** One to four questions, with and without a system message, and every text in every place. */
const conversations: readonly (readonly PromptTurn[])[] = [1, 2, 3, 4].flatMap((questions) =>
  [false, true].flatMap((hasSystem) =>
    texts.flatMap((_, start) => {
      const textAt = (index: number): string => texts[(start + index) % texts.length] ?? ''
      const system: readonly PromptTurn[] = hasSystem ? [{ role: 'system', content: textAt(5) }] : []
      const spoken = Array.from({ length: questions * 2 - 1 }, (_unused, index): PromptTurn => {
        return { role: index % 2 === 0 ? 'user' : 'assistant', content: textAt(index) }
      })
      return [
        [...system, ...spoken],
        [...system, ...spoken.map(reversed)],
      ]
    }),
  ),
)

function reversed({ role, content }: PromptTurn): PromptTurn {
  return { role, content: [...content].toReversed().join('') }
}

function render({ file, bos = '', eos = '' }: Published, turns: readonly PromptTurn[]): string {
  const path = new URL(`templates/${file}.jinja`, import.meta.url)
  const template = new Template(readFileSync(path, 'utf8').replace(/\n$/, ''))
  return template.render({ messages: [...turns], bos_token: bos, eos_token: eos, add_generation_prompt: true })
}

async function sentPrompt(
  name: ChatTemplateName,
  addBosToken: boolean,
  turns: readonly PromptTurn[],
): Promise<unknown> {
  const fetch = fakeFetch([{ generated_text: 'ok' }])
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.westeurope.inference.ml.azure.com/score',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: new HFContentFormatter({ chatTemplate: name, addBosToken }),
    fetch,
  })
  await client.chat({ messages: turns as readonly ChatMessage[] })
  const { inputs } = (fetch.requests[0]?.body ?? {}) as { readonly inputs?: readonly unknown[] }
  return inputs?.[0]
}

describe.each(published)('$name', (template) => {
  const usable = conversations.map((turns) =>
    template.trims ? turns.map(({ role, content }) => ({ role, content: content.trim() })) : turns,
  )

  it(`equals its publisher's template on ${usable.length} conversations`, () => {
    expect(usable.length).toBeGreaterThanOrEqual(60)
    const { bos = '', inTemplate = false } = template
    for (const turns of usable) {
      const theirs = render(template, turns)
      expect(chatTemplates[template.name](turns)).toBe(inTemplate ? theirs.slice(bos.length) : theirs)
    }
  })

  it('begins with the BOS token only if asked', async () => {
    const turns = usable.at(-1) ?? []
    const prompt = chatTemplates[template.name](turns)
    expect(prompt.startsWith(template.bos ?? '<s>')).toBe(false)
    expect(await sentPrompt(template.name, false, turns)).toBe(prompt)
    if (template.bos === undefined) {
      const options = { chatTemplate: template.name, addBosToken: true }
      expect(() => new HFContentFormatter(options)).toThrow(
        /^`addBosToken` is true, but `chatTemplate` is '.*', whose models have none\./,
      )
    } else expect(await sentPrompt(template.name, true, turns)).toBe(template.bos + prompt)
  })
})

it('every template but `plain` is compared with its publisher’s', () => {
  expect(published.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(chatTemplates)
      .filter((name) => name !== 'plain')
      .toSorted(),
  )
})
