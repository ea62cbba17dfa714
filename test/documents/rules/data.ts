// Blocks that hold data or another language: they can be parsed, and are what they say they are.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { workflowFaults } from '../../../scripts/workflow-rules.ts'
import { root } from '../markdown/documents.ts'
import type { Block } from '../markdown/markdown.ts'
import { manifestOf } from './workspace.ts'

/** What is wrong with a block of JSON, YAML, variables or Python. */
export function dataFaults({ language, code }: Block): readonly string[] {
  if (language === 'jsonl') return code.split('\n').flatMap(jsonFaults)
  if (language === 'json') return /"compilerOptions"/.test(code) ? compilerFaults(code) : jsonFaults(code)
  if (language === 'ini') return code.split('\n').flatMap(variableFaults)
  if (language === 'yaml') return yamlFaults(code)
  return language === 'python' ? pythonFaults(code) : []
}

function jsonFaults(text: string): readonly string[] {
  try {
    JSON.parse(text)
    return []
  } catch (error) {
    return [`It is not JSON: ${(error as Error).message}`]
  }
}

function variableFaults(line: string): readonly string[] {
  return /^(?:[A-Z]\w*=.*|#.*|)$/.test(line) ? [] : [`It is not a variable: ${line}`]
}

/** A tsconfig.json, which may have comments. What its options need to be installed does not matter here. */
function compilerFaults(code: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tsconfig-'))
  writeFileSync(join(folder, 'tsconfig.json'), code)
  writeFileSync(join(folder, 'index.ts'), 'export {}')
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return stdout.split('\n').filter((line) => /error TS(?:1|5|6)\d{3}:/.test(line))
}

function yamlFaults(code: string): readonly string[] {
  const document = parseDocument(code)
  const [error] = document.errors
  if (error !== undefined) return [error.message]
  const isWorkflow = document.has('jobs')
  return isWorkflow ? workflowFaults(code, manifestOf('.').packageManager ?? '') : []
}

const parsesPython = 'import ast, sys; ast.parse(sys.stdin.read())'

function pythonFaults(code: string): readonly string[] {
  const { status, stderr } = spawnSync('python3', ['-c', parsesPython], { input: code })
  // `null` is a machine without Python.
  return status === 0 || status === null ? [] : [stderr.toString().trim().split('\n').at(-1) ?? 'Python rejects it.']
}
