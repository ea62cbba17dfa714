import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../markdown/documents.ts'

/** A clone of this repository, with what is not committed yet. */
export class Clone {
  readonly folder: string

  /** Clones into a folder that does not exist. */
  constructor(folder: string) {
    this.folder = folder
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder])
    const changed = namesOf(['ls-files', '-mo', '--exclude-standard'])
    const deleted = new Set(namesOf(['ls-files', '-d']))
    for (const name of changed) {
      if (deleted.has(name)) rmSync(join(folder, name))
      else copy(name, folder)
    }
    this.#git('add', '--all')
    this.#git(
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@localhost',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'Test',
    )
  }

  /** Undoes what commands have changed. Installed packages stay. */
  reset(): void {
    this.#git('reset', '--quiet', '--hard')
    this.#git('clean', '--quiet', '-df')
  }

  #git(...words: readonly string[]): void {
    execFileSync('git', words, { cwd: this.folder })
  }
}

function namesOf(words: readonly string[]): readonly string[] {
  const listed = execFileSync('git', [...words, '-z'], { cwd: root, encoding: 'utf8' })
  return listed.split('\0').filter((name) => name !== '')
}

function copy(name: string, folder: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  copyFileSync(join(root, name), join(folder, name))
}
