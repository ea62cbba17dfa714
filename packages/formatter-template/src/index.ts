export { TemplateContentFormatter } from './template-content-formatter.ts'
