/**
 * The note a paper gets where the user has no template of their own. Every key stands there even without a value, so that a later refresh
 * has a place to fill.
 */
export const builtInTemplate = `---
citation-key: {{citation-key}}
title: {{title}}
authors: {{authors}}
year: {{year}}
identifiers: {{identifiers}}
url: {{url}}
tags: {{tags}}
created: {{now}}
---

# {{title}}

<!-- marginalia:begin abstract -->
{{#abstract}}
{{abstract | quote}}
{{/abstract}}
<!-- marginalia:end -->

<!-- marginalia:begin annotations -->
{{#annotations.0}}
## Highlights

{{/annotations.0}}
{{#annotations}}
{{#quote}}
{{quote | quote}}
>
{{/quote}}
{{#picture}}
![p. {{page}}]({{{picture}}})

{{/picture}}
> — {{{citation}}}{{#link}} [PDF]({{{link}}}){{/link}} · {{color}}{{#tags}} #{{.}}{{/tags}}

{{#comment}}
{{comment}}

{{/comment}}
{{/annotations}}
<!-- marginalia:end -->

## Notes

`;
