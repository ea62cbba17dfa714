import { ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { contextOf } from '../../formatters-openai/test/conversation.ts'
import { type ChatTemplateName, chatTemplates, GPT2ContentFormatter, type PromptTurn } from '../src/index.ts'

const conversation: readonly PromptTurn[] = [
  { role: 'system', content: 'Few words.' },
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello' },
  { role: 'user', content: 'Why?' },
]
const question: readonly PromptTurn[] = [{ role: 'user', content: ' Hi\n' }]

describe('the template', () => {
  it('plain sends a single question unchanged', () => {
    expect(chatTemplates.plain(question)).toBe(' Hi\n')
    expect(chatTemplates.plain(conversation.slice(0, 2))).toBe('Few words.\n\nHi')
    expect(chatTemplates.plain(conversation)).toBe(
      'Few words.\n\nUser: Hi\n\nAssistant: Hello\n\nUser: Why?\n\nAssistant:',
    )
  })

  it.each([
    ['llama2', ['[INST] <<SYS>>\nA\n<</SYS>>\n\nB [/INST] C </s><s>[INST] D\n\nE\n\nF [/INST]']],
    ['mistral-v0.2', [' [INST] A\n\nB [/INST] C</s> [INST] D\n\nE\n\nF [/INST]']],
    ['mistral-v0.3', ['[INST] B[/INST] C</s>[INST] A\n\nD\n\nE\n\nF[/INST]']],
    ['mistral-nemo', ['[INST]B[/INST]C</s>[INST]A\n\nD\n\nE\n\nF[/INST]']],
  ] as const)('%s loses no turn that its publisher does not accept', (name, [prompt]) => {
    const roles = ['system', 'user', 'assistant', 'user', 'system', 'user'] as const
    expect(chatTemplates[name](roles.map((role, index) => ({ role, content: 'ABCDEF'.charAt(index) })))).toBe(prompt)
  })

  it.each(['mistral-v0.3', 'mistral-nemo', 'llama2'] as const)(
    '%s keeps a system message without a question',
    (name) => {
      expect(chatTemplates[name]([{ role: 'system', content: 'Alone' }])).toContain('Alone')
      const answered = [
        { role: 'system', content: 'Alone' },
        { role: 'assistant', content: 'Answer' },
      ] as const
      expect(chatTemplates[name](answered)).toMatch(/Alone.*Answer/s)
    },
  )

  it('may be a function', () => {
    const chatTemplate = (turns: readonly PromptTurn[]): string =>
      turns.map(({ role, content }) => `${role}=${content}`).join(';')
    const { dedicated } = new GPT2ContentFormatter({ chatTemplate }).codecs
    expect(dedicated.formatRequest({ messages: [{ role: 'user', content: 'Hi' }] }, contextOf('dedicated'))).toEqual({
      inputs: { input_string: ['user=Hi'] },
      parameters: {},
    })
  })
})

describe('an unusable template is a ConfigurationError', () => {
  it.each(['llama4', 'toString', '__proto__', 'constructor', '', 5, {}, null])('%j', (name) => {
    const create = (): unknown => new GPT2ContentFormatter({ chatTemplate: name as never })
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(/^`chatTemplate` is .*\. Pass 'plain', 'llama2', 'llama3', .* or a function that renders/)
  })

  it.each<[result: unknown, shown: string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [5, 'number'],
    [Promise.resolve('a'), 'object'],
  ])('a function that returns %j', (result, shown) => {
    const { dedicated } = new GPT2ContentFormatter({ chatTemplate: () => result as never }).codecs
    const format = (): unknown =>
      dedicated.formatRequest({ messages: [{ role: 'user', content: 'Hi' }] }, contextOf('dedicated'))
    const message = `The function \`chatTemplate\` returned ${shown}. Return the prompt as a string.`
    expect(format).toThrow(new ConfigurationError(message, { setting: 'chatTemplate' }))
  })

  it('a BOS token for a function', () => {
    const create = (): unknown => new GPT2ContentFormatter({ chatTemplate: () => '', addBosToken: true })
    expect(create).toThrow(/^`addBosToken` is true, but `chatTemplate` is a function, which has to render it\./)
  })
})

it('adds a BOS token to the templates whose models have one', () => {
  const bosTokenOf = (chatTemplate: ChatTemplateName): string => {
    const { dedicated } = new GPT2ContentFormatter({ chatTemplate, addBosToken: true }).codecs
    const body = dedicated.formatRequest({ messages: [{ role: 'user', content: 'Hi' }] }, contextOf('dedicated'))
    const [prompt = ''] = (body as { readonly inputs: { readonly input_string: readonly string[] } }).inputs
      .input_string
    return prompt.slice(0, -chatTemplates[chatTemplate]([{ role: 'user', content: 'Hi' }]).length)
  }
  const none: readonly ChatTemplateName[] = ['plain', 'chatml', 'qwen2.5']
  const names = (Object.keys(chatTemplates) as ChatTemplateName[]).filter((name) => !none.includes(name))
  expect(names.map(bosTokenOf)).toEqual(names.map((name) => (name === 'llama3' ? '<|begin_of_text|>' : '<s>')))
  for (const name of none) {
    expect(() => bosTokenOf(name)).toThrow(
      new ConfigurationError(
        `\`addBosToken\` is true, but \`chatTemplate\` is '${name}', whose models have none. Leave \`addBosToken\` out.`,
        { setting: 'addBosToken' },
      ),
    )
  }
})
