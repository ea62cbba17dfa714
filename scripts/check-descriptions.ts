// Checks that editors have something to show on hover: every name that an entry point of a package exports, and every public
// member of it, has a doc comment with text ahead of its first tag.
//
// - Checked: functions and each of their overloads, constants, classes, interfaces and type aliases; their properties,
//   methods, accessors and call signatures, also within unions and nested object types; the object types of parameters; and
//   types that are not exported themselves but that something exported names.
// - A member that overrides or implements one of a base in this workspace inherits the base's description, as it does in
//   editors. What is redeclared from a foreign package (LangChain, the AI SDK) needs its own: it says what is different here.
// - Not checked: constructors, which the comment of the class describes; the signature of an implementation with overloads;
//   private and protected members; index signatures; members that are inherited without being redeclared; the object types
//   inside of a redeclared foreign signature.
//
// Usage: node scripts/check-descriptions.ts [workspace]
import { join } from 'node:path'
import { missingDescriptions } from './descriptions/missing-descriptions.ts'
import { SourceModules } from './descriptions/source-modules.ts'

const root = process.argv[2] ?? join(import.meta.dirname, '..')
const modules = new SourceModules(root)
const missing = missingDescriptions(modules, root)
if (missing.length > 0) {
  console.error(`${missing.join('\n')}\n${missing.length} lack one. Write above each a line that says what it is.`)
  process.exitCode = 1
} else {
  console.log(`Everything that ${modules.entries.size} entry points export has a description.`)
}
