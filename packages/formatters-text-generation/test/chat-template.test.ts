import { describe, expect, it } from 'vitest'
import { chatTemplates, GPT2ContentFormatter, type PromptTurn } from '../src/index.ts'

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

  it('llama2 puts the system message into the first instruction', () => {
    expect(chatTemplates.llama2(conversation)).toBe(
      '<s>[INST] <<SYS>>\nFew words.\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Why? [/INST]',
    )
    expect(chatTemplates.llama2(question)).toBe('<s>[INST]  Hi\n [/INST]')
  })

  it('llama3 puts a header before each message', () => {
    expect(chatTemplates.llama3(conversation)).toBe(
      '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nFew words.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\n',
    )
  })

  it('chatml marks the start and the end of each message', () => {
    expect(chatTemplates.chatml(conversation)).toBe(
      '<|im_start|>system\nFew words.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n' +
        '<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n',
    )
  })

  it('mistral has no system role', () => {
    expect(chatTemplates.mistral(conversation)).toBe('<s>[INST] Few words.\n\nHi [/INST] Hello</s>[INST] Why? [/INST]')
  })

  it('phi marks the end of each message', () => {
    expect(chatTemplates.phi(conversation)).toBe(
      '<|system|>\nFew words.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n<|user|>\nWhy?<|end|>\n<|assistant|>\n',
    )
  })

  it('may be a function', () => {
    const chatTemplate = (turns: readonly PromptTurn[]): string =>
      turns.map(({ role, content }) => `${role}=${content}`).join(';')
    const { dedicated } = new GPT2ContentFormatter({ chatTemplate }).codecs
    const context = {
      apiType: 'dedicated',
      stream: false,
      url: new URL('https://my-ep.example/score'),
      modelKwargs: {},
    } as const
    expect(dedicated.formatRequest({ messages: [{ role: 'user', content: 'Hi' }] }, context)).toEqual({
      inputs: { input_string: ['user=Hi'] },
      parameters: {},
    })
  })
})
