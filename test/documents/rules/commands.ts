// Reads the commands that documents show: in blocks of `sh`, and in prose between backticks.
import { commandsOf } from '../../../scripts/workflow-commands.ts'
import type { RepositoryDocument } from '../markdown/documents.ts'
import { withoutComments } from '../running/substitutions.ts'

/** A command, and the line that shows it. */
export interface Command {
  readonly words: readonly string[]
  readonly line: number
}

/** Lists the commands of a document. */
export function commandsIn({ blocks, inlineCode }: RepositoryDocument): readonly Command[] {
  const inBlocks = blocks
    .filter(({ language }) => language === 'sh')
    .map(({ code, line }) => ({ text: withoutComments(code), line }))
  const inProse = inlineCode.filter(({ text }) => isCommand.test(text))
  return [...inBlocks, ...inProse].flatMap(({ text, line }) =>
    commandsOf(text).map((words) => ({ words: withoutVariables(words), line })),
  )
}

/** Lists the commands of npm and its kin in a text that is not a shell script, such as a program or a message. */
export function commandsInText(text: string): readonly Command[] {
  return text.split('\n').flatMap((content, index) =>
    [...content.matchAll(runnerInText), ...content.matchAll(scriptInText)].map(([command]) => ({
      words: command
        .replace(/[\s.,:]+$/, '')
        .replaceAll('\\', '')
        .split(/\s+/)
        .filter((word) => word !== ''),
      line: index + 1,
    })),
  )
}

const isCommand = /^(?:\w+=\S+ )*(?:npx|npm|pnpm|pnpx|yarn|bun|bunx) /
// In a message, `pnpm` may also be the subject of a sentence.
const scriptInText =
  /(?:(?<=[`'"]|\d\. |[Rr]un )|(?=(?:npx -y )?pnpm(?:@\d+)? [a-z]+:[a-z]))(?:npx -y )?pnpm(?:@\d+)? [^`'"$;|&)]+/g
const runnerInText = /\b(?:(?:npx|pnpx|bunx)|(?:pnpm|yarn) dlx|npm (?:exec|x|init|create)) [^`'"$;|&)]+/g

/** Drops the variables that a command sets for itself. */
function withoutVariables(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^\w+=/.test(word))
  return first === -1 ? [] : words.slice(first)
}
