// The list of rules. Each one finds what is wrong with the pieces of a document, with the line that it is on.
import { dirname } from 'node:path'
import type { RepositoryDocument } from '../markdown/documents.ts'
import { languageFaults, shellFaults } from './blocks.ts'
import { commandsIn } from './commands.ts'
import { dataFaults } from './data.ts'
import { exampleFaults } from './examples.ts'
import { installFaults, runFaults, scriptFaults } from './names.ts'
import { packageFaults, pathFaults } from './prose.ts'
import { manifests } from './workspace.ts'

/** Lists what is wrong with a document, one sentence per fault. */
export type Rule = (document: RepositoryDocument) => readonly string[]

const blocks = (document: RepositoryDocument) => document.blocks
const inlineCode = (document: RepositoryDocument) => document.inlineCode
const ownName = ({ path }: RepositoryDocument): string | undefined => manifests.get(dirname(path))?.name

/** Every rule, by what it demands. */
export const rules: Readonly<Record<string, Rule>> = {
  'blocks have a language': rule(blocks, languageFaults),
  'blocks of sh can be run, or say why not': rule(blocks, shellFaults),
  'JSON, YAML and Python can be parsed': rule(blocks, dataFaults),
  'examples are run by a test': rule(blocks, exampleFaults),
  'npx runs only packages that are meant': rule(commandsIn, runFaults),
  'what is installed exists': rule(commandsIn, (command, document) => installFaults(command, ownName(document))),
  'scripts exist': rule(commandsIn, (command, { path }) => scriptFaults(command, path)),
  'packages in the prose exist': rule(inlineCode, packageFaults),
  'paths in the prose exist': rule(inlineCode, pathFaults),
}

function rule<Piece extends { readonly line: number }>(
  pieces: (document: RepositoryDocument) => readonly Piece[],
  faults: (piece: Piece, document: RepositoryDocument) => readonly string[],
): Rule {
  return (document) =>
    pieces(document).flatMap((piece) =>
      faults(piece, document).map((fault) => `${document.path}:${piece.line}: ${fault}`),
    )
}
