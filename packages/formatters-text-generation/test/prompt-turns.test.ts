import type { ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { contextOf } from '../../formatters-openai/test/conversation.ts'
import { chatTemplates, HFContentFormatter, type PromptTurn } from '../src/index.ts'

const roles = { s: 'system', u: 'user', a: 'assistant' } as const
/** A turn for each letter: `sua` is a system message, a question and an answer, whose texts are A, B and C. */
const turnsOf = (letters: string): readonly PromptTurn[] =>
  Array.from(letters, (letter, index) => ({
    role: roles[letter as keyof typeof roles],
    content: 'ABCDE'.charAt(index),
  }))

describe('a conversation of any order', () => {
  const [last, next] = ['\n\nAssistant:', '\n\nUser: ']
  it.each<[letters: string, plain: string, llama2: string, mistralV1: string, mistralV3: string]>([
    ['s', `A${last}`, '[INST] <<SYS>>\nA\n<</SYS>>\n\n [/INST]', ' [INST] A [/INST]', '[INST] A[/INST]'],
    [
      'ss',
      `A\n\nB${last}`,
      '[INST] <<SYS>>\nA\n\nB\n<</SYS>>\n\n [/INST]',
      ' [INST] A\n\nB [/INST]',
      '[INST] A\n\nB[/INST]',
    ],
    [
      'sa',
      `A\n\nAssistant: B${last}`,
      '[INST] <<SYS>>\nA\n<</SYS>>\n\n [/INST] B </s>',
      ' [INST] A [/INST] B</s>',
      '[INST] A[/INST] B</s>',
    ],
    [
      'ssu',
      'A\n\nB\n\nC',
      '[INST] <<SYS>>\nA\n\nB\n<</SYS>>\n\nC [/INST]',
      ' [INST] A\n\nB\n\nC [/INST]',
      '[INST] A\n\nB\n\nC[/INST]',
    ],
    [
      'usau',
      `User: A\n\nB\n\nAssistant: C${next}D${last}`,
      '[INST] A\n\nB [/INST] C </s><s>[INST] D [/INST]',
      ' [INST] A\n\nB [/INST] C</s> [INST] D [/INST]',
      '[INST] A\n\nB[/INST] C</s>[INST] D[/INST]',
    ],
    [
      'au',
      `Assistant: A${next}B${last}`,
      '[INST]  [/INST] A </s><s>[INST] B [/INST]',
      ' A</s> [INST] B [/INST]',
      ' A</s>[INST] B[/INST]',
    ],
    [
      'uas',
      `User: A\n\nAssistant: B\n\nC${last}`,
      '[INST] A [/INST] B </s><s>[INST] C [/INST]',
      ' [INST] A [/INST] B</s> [INST] C [/INST]',
      '[INST] A[/INST] B</s>[INST] C[/INST]',
    ],
    ['a', `Assistant: A${last}`, '[INST]  [/INST] A </s>', ' A</s>', ' A</s>'],
    [
      'uuaa',
      `User: A${next}B\n\nAssistant: C\n\nAssistant: D${last}`,
      '[INST] A\n\nB [/INST] C\n\nD </s>',
      ' [INST] A\n\nB [/INST] C\n\nD</s>',
      '[INST] A\n\nB[/INST] C\n\nD</s>',
    ],
    [
      'suaua',
      `A${next}B\n\nAssistant: C${next}D\n\nAssistant: E${last}`,
      '[INST] <<SYS>>\nA\n<</SYS>>\n\nB [/INST] C </s><s>[INST] D [/INST] E </s>',
      ' [INST] A\n\nB [/INST] C</s> [INST] D [/INST] E</s>',
      '[INST] B[/INST] C</s>[INST] A\n\nD[/INST] E</s>',
    ],
    [
      'sasu',
      `A\n\nAssistant: B\n\nC${next}D${last}`,
      '[INST] <<SYS>>\nA\n<</SYS>>\n\n [/INST] B </s><s>[INST] C\n\nD [/INST]',
      ' [INST] A [/INST] B</s> [INST] C\n\nD [/INST]',
      ' B</s>[INST] A\n\nC\n\nD[/INST]',
    ],
  ])('%s has its whole text in each template', (letters, plain, llama2, mistralV1, mistralV3) => {
    const turns = turnsOf(letters)
    const prompts = [chatTemplates.plain, chatTemplates.llama2, chatTemplates['mistral-v0.2']].map((one) => one(turns))
    expect(prompts).toEqual([plain, llama2, mistralV1])
    expect(chatTemplates['mistral-v0.3'](turns)).toBe(mistralV3)
    expect(chatTemplates['mistral-nemo'](turns)).toBe(
      mistralV3.replaceAll('[INST] ', '[INST]').replaceAll(/ (?=\w<)| (?=\w\n)/g, ''),
    )
  })
})

describe('the messages of a request', () => {
  const inputOf = (messages: readonly ChatMessage[]): string => {
    const { dedicated } = new HFContentFormatter({ chatTemplate: (turns) => JSON.stringify(turns) }).codecs
    return (dedicated.formatRequest({ messages }, contextOf('dedicated')) as { readonly inputs: readonly [string] })
      .inputs[0]
  }
  const say = (letters: string, contents: string): ChatMessage[] =>
    Array.from(letters, (letter, index) => {
      const content = contents.charAt(index).replace('-', '')
      return { role: roles[letter as keyof typeof roles], content }
    })

  it.each<[letters: string, contents: string, turns: string, expected: readonly string[]]>([
    ['uu', 'AB', 'uu', ['A', 'B']],
    ['uau', 'A-B', 'u', ['A\n\nB']],
    ['uaau', 'A--B', 'u', ['A\n\nB']],
    ['uauu', 'A-BC', 'uu', ['A\n\nB', 'C']],
    ['uauau', 'A-B-C', 'u', ['A\n\nB\n\nC']],
    ['uas', 'A-B', 'us', ['A', 'B']],
    ['sau', 'A-B', 'su', ['A', 'B']],
    ['aau', 'A-B', 'au', ['A', 'B']],
    ['uasu', 'A-BC', 'usu', ['A', 'B', 'C']],
    ['uauau', 'ABC-D', 'uau', ['A', 'B', 'C\n\nD']],
    ['a', '-', 'a', ['']],
    ['aa', '--', 'aa', ['', '']],
    ['su', '--', 'su', ['', '']],
  ])('%s with the texts %s are the turns %s', (letters, contents, turns, expected) => {
    const wanted = Array.from(turns, (letter, index) => ({
      role: roles[letter as keyof typeof roles],
      content: expected[index],
    }))
    expect(JSON.parse(inputOf(say(letters, contents)))).toEqual(wanted)
  })

  it('have their texts joined by line breaks', () => {
    const content = ['a', '', 'b'].map((text) => ({ type: 'text', text }) as const)
    expect(JSON.parse(inputOf([{ role: 'user', content }]))).toEqual([{ role: 'user', content: 'a\n\nb' }])
    const answer = { role: 'assistant', content: 'c', toolCalls: [] } as const
    expect(JSON.parse(inputOf([answer]))).toEqual([{ role: 'assistant', content: 'c' }])
  })

  it.each<[message: ChatMessage, at: string, what: string]>([
    [{ role: 'tool', toolCallId: 'c', content: 'x' }, '.role', ' is a tool message'],
    [
      { role: 'assistant', content: 'x', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] },
      '.toolCalls',
      ' has tool calls',
    ],
    ...(['image', 'audio', 'video', 'file'] as const).map((type): [ChatMessage, string, string] => [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type, data: 'AAAA' },
        ],
      },
      '.content[1]',
      `.content[1] is of type ${type}`,
    ]),
  ])('cannot be %j', (message, at, what) => {
    let error: unknown
    try {
      inputOf([{ role: 'user', content: 'Hi' }, message])
    } catch (thrown) {
      error = thrown
    }
    const { name, setting, message: words } = error as ConfigurationError
    expect([name, setting, words]).toEqual([
      'ConfigurationError',
      `messages[1]${at}`,
      `messages[1]${what}, but a text-generation model accepts only text. Remove it.`,
    ])
  })
})
