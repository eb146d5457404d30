// Two of ESLint's own rules that oxlint has not got, as a plugin of it (.oxlintrc.json).
import { builtinRules } from 'eslint/use-at-your-own-risk';

export default {
	meta: { name: 'eslint-rules' },
	rules: Object.fromEntries(['max-len', 'no-restricted-syntax'].map(name => [name, builtinRules.get(name)])),
};
