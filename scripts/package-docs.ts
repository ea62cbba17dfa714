// Copies the AI SDK's page into the package that it is about, as the AI SDK's own packages have theirs, so that coding
// assistants find it where the package is installed. The package's build runs it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = 'docs/frameworks/ai-sdk.md'
const target = 'packages/ai-sdk-provider/docs/azure-ml.md'
const repository = 'https://github.com/azureml-endpoints/azureml-endpoints/blob/main'

const page = readFileSync(join(root, source), 'utf8')
mkdirSync(join(root, dirname(target)), { recursive: true })
writeFileSync(join(root, target), packaged(page))

/** Adds the front matter, and makes the page readable outside the repository. */
function packaged(markdown: string): string {
  const title = 'Azure Machine Learning'
  const description = 'Models on Azure Machine Learning online endpoints, as a provider for the AI SDK.'
  const blocks = markdown.replaceAll(/<!-- examples\/\S+ -->\n\n/g, '').split(/^(```[^]*?^```$)/m)
  const body = blocks.map((block) => (block.startsWith('```') ? block : withWholeLinks(block))).join('')
  return `---\ntitle: ${title}\ndescription: ${description}\n---\n\n${body}`
}

function withWholeLinks(markdown: string): string {
  return markdown.replaceAll(
    /\]\((?!https?:|#)([^)]+)\)/g,
    (_link, path: string) => `](${repository}/${posix.join(dirname(source), path)})`,
  )
}
