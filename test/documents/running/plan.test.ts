import { expect, it } from 'vitest'
import { parseMarkdown } from '../markdown/markdown.ts'
import { isOutput } from './output.ts'
import { choicesOf, planOf } from './plan.ts'
import { statementsOf } from './statements.ts'

const sh = (code: string): string => `\`\`\`sh\n${code}\n\`\`\`\n\n`
const ts = (code: string): string => `\`\`\`ts\n${code}\n\`\`\`\n\n`

function planned(text: string, choice?: string): readonly string[] {
  const steps = planOf({ path: 'docs/page.md', ...parseMarkdown(text) }, choice)
  return steps.map((step) => `${step.how}${'place' in step ? ` in ${step.place}` : ''}: ${step.text}`)
}

it('splits scripts into statements', () => {
  expect(statementsOf("# all\nls # a\n\ncurl a \\\n  --data 'b\nc'\ncat <<END\na\nEND\npnpm replay <folder>")).toEqual([
    'ls # a',
    "curl a \\\n  --data 'b\nc'",
    'cat <<END\na\nEND',
    'pnpm replay <folder>',
  ])
})

it.each([
  ['a command', sh('npm install ai'), ['run in folder: npm install ai']],
  [
    'a command of this repository',
    sh('npx -y pnpm@12 demo\npnpm bulk demo'),
    ['run in clone: npx -y pnpm@12 demo', 'run in clone: pnpm bulk demo'],
  ],
  ['an example', sh('node examples/core/chat.ts'), ['run in clone: node examples/core/chat.ts']],
  [
    'other package managers',
    sh('npm install ai\npnpm add ai\nbun add ai'),
    ['run in folder: npm install ai', 'run in own folder: pnpm add ai', 'run in own folder: bun add ai'],
  ],
  [
    'a server',
    `<!-- runs until stopped -->\n\n${sh('cd app\nnpm run dev')}`,
    ['run in folder: cd app', 'serve in folder: npm run dev'],
  ],
  [
    'what takes minutes',
    sh('npx -y pnpm@12 bench # ten minutes'),
    ['start in clone: npx -y pnpm@12 bench # ten minutes'],
  ],
  [
    'what continuous integration runs',
    sh('npx -y pnpm@12 test\nnpx -y pnpm@12 interop'),
    ['elsewhere: npx -y pnpm@12 test', 'elsewhere: npx -y pnpm@12 interop'],
  ],
  ['what needs Azure', `<!-- needs Azure: it signs in -->\n\n${sh('az login')}`, ['elsewhere: az login']],
  [
    'files',
    `Save this as \`a.ts\`:\n\n${ts('a()')}\`b.json\`:\n\n\`\`\`json\n{}\n\`\`\`\n`,
    ['write: a.ts', 'write: b.json'],
  ],
  [
    'the first program',
    ts('import a') + sh('npm install ai') + ts('a()') + ts('import a') + ts('import b'),
    [
      'elsewhere: a part of a program',
      'run in folder: npm install ai',
      'elsewhere: a part of a program',
      'program: first.ts',
      'elsewhere: a part of a program',
    ],
  ],
])('plans %s', (_what, text, steps) => {
  expect(planned(text)).toEqual(steps)
})

it('leaves programs to a document that names its files', () => {
  const text = `Save this as \`a.ts\`:\n\n${ts('import a')}${sh('npm install ai\nnode a.ts')}${ts('import b')}`
  expect(planned(text).at(-1)).toBe('elsewhere: a part of a program')
})

it('plans each tab', () => {
  const text = `${sh('ls')}<!-- tabs -->\n\n**A**\n\n${sh('npm install a')}**B**\n\n${sh('npm install b')}<!-- /tabs -->\n`
  expect(choicesOf({ path: 'docs/page.md', ...parseMarkdown(text) })).toEqual(['A', 'B'])
  expect(planned(text, 'B')).toEqual(['run in folder: ls', 'run in folder: npm install b'])
})

it.each([
  ['a', 'a\n', true],
  ['a', 'ab', false],
  ['a', '\u001B[31ma\u001B[0m', true],
  ['Listening on http://…/score', 'Listening on http://127.0.0.1:4280/score', true],
  ['Listening on …', 'Listening\n', false],
  ['first\n…\nlast', 'first\nlast', true],
  ['first\n…\nlast', 'first\n2\n3\nlast', true],
  ['first\n…\nlast', 'first\n2', false],
  ['a.b (c)', 'a.b (c)', true],
  ['a.b', 'axb', false],
  ['…\nlast', 'a\nb\nlast', true],
  ['first\n…', 'first\na\nb', true],
])('compares what is shown, %j, with what is printed, %j', (shown, printed, expected) => {
  expect(isOutput(shown, printed)).toBe(expected)
})
