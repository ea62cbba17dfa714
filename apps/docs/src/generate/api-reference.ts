// TypeDoc runs on TypeScript's API, which TypeScript 7 does not have yet: this package installs TypeScript 6 for it.
import { join } from 'node:path'
import { Application, PageEvent, type ProjectReflection, TSConfigReader } from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { repository, root } from '../pages/repository.ts'
import type { PublishedPackage } from '../pages/published-packages.ts'

/**
 * Writes the API reference as Markdown into a folder: a page for each exported name, `core/AzureMLEndpointClient.md`.
 * Throws if a comment links to something that is not there, or a public type names one that is not exported.
 */
export async function writeApiReference(folder: string, packages: readonly PublishedPackage[]): Promise<void> {
  const entryPoints = packages.flatMap((one) => one.entryPoints)
  const options = { ...shared, ...layout, entryPoints: entryPoints.map(({ file }) => join(root, file)) }
  const app = await Application.bootstrapWithPlugins(options, [new TSConfigReader()])
  const project = await app.convert()
  if (project === undefined) throw new Error('TypeDoc could not read the packages. Run check:types.')
  nameModules(project, new Map(entryPoints.map(({ name, file }) => [file, name])))
  app.validate(project)
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = polished(page.contents ?? '')
  })
  await app.outputs.writeOutput({ name: 'markdown', path: folder }, project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('The API reference has the faults above. Correct the doc comments or the exports.')
  }
}

/** TypeDoc names a module after its file; the pages are named after what is imported. */
function nameModules(project: ProjectReflection, names: ReadonlyMap<string, string>): void {
  for (const module of project.children ?? []) {
    const file = module.sources?.[0]?.fileName ?? ''
    const name = names.get(file)
    if (name === undefined) throw new Error(`TypeDoc read ${file}, which is the source of no entry point.`)
    module.name = name
  }
}

/** Moves the link to a name's source to the end of its page, and drops those of members and a bar that unions begin with. */
function polished(markdown: string): string {
  const source = /^Defined in: (.*)$/m.exec(markdown)?.[1]
  const text = markdown.replaceAll(/^Defined in: .*\n\n?/gm, '').replaceAll('| \\| ', '| ')
  return source === undefined ? text : `${text.trimEnd()}\n\nSource: ${source}\n`
}

const shared = {
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: join(root, 'apps/docs/tsconfig.json'),
  basePath: root,
  name: 'API reference',
  readme: 'none',
  router: 'structure',
  // check:types does that, with the TypeScript that the packages are developed with.
  skipErrorChecking: true,
  // What a class inherits from a framework is in the framework's documentation.
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  disableGit: true,
  sourceLinkTemplate: `${repository}/blob/main/packages/{path}#L{line}`,
  externalSymbolLinkMappings: { '@langchain/core': { '*': 'https://reference.langchain.com/javascript/' } },
}

const layout: Partial<PluginOptions> = {
  entryFileName: 'index',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideSources: true, hideInherited: true, hideModifiers: true },
  pageTitleTemplates: {
    index: '{projectName}',
    module: ({ name }) => `@azureml-endpoints/${name}`,
    member: ({ name, kind }) => `${name} ${kind.toLowerCase()}`,
  },
}
