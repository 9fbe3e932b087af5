"""Documents: frozen rows in, PDF bytes and a web page with the same text out.

A document module (`brief`, `proposal`, …) says what stands where, as `content` parts; `layout` and
`pages` draw those on paper, `web_twin` writes them as semantic HTML. Nothing here reads the workspace,
the clock or, once the fonts are loaded, any file.
"""
