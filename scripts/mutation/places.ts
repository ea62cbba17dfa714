// Divides sources into places: the parts that one sample takes or leaves.
import { parseSync, type Statement } from 'oxc-parser'

/** Lines of a file, both included; lines count from 1. */
export interface Place {
  readonly path: string
  readonly first: number
  readonly last: number
}

/**
 * Lists the places of a file: its statements, and of a class each member. A mutant lies within one place, however large
 * it is; in ranges of so many lines, the larger mutants would be cut off. What has no mutants is left out.
 */
export function placesOf(path: string, text: string): readonly Place[] {
  const lineOf = lineCounter(text)
  return parseSync(path, text)
    .program.body.flatMap(partsOf)
    .map(({ start, end }) => ({ path, first: lineOf(start), last: lineOf(end) }))
}

/** Takes every `size`-th place, from the one that the rotation names. */
export function sampleOf(places: readonly Place[], size: number, rotation: number): readonly Place[] {
  return places.filter((_, index) => index % size === rotation % size)
}

interface Span {
  readonly start: number
  readonly end: number
}

function partsOf(statement: Statement): readonly Span[] {
  const isExport = statement.type === 'ExportNamedDeclaration'
  const declaration = isExport ? statement.declaration : statement
  if (declaration === null || withoutMutants.has(declaration.type)) return []
  return declaration.type === 'ClassDeclaration' ? declaration.body.body : [statement]
}

const withoutMutants = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
])

function lineCounter(text: string): (offset: number) => number {
  const starts = Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)
  return (offset) => {
    const next = starts.findIndex((start) => start > offset)
    return (next === -1 ? starts.length : next) + 1
  }
}
