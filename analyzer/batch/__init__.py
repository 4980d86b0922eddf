"""Files → results: one file, or many in processes of their own, each costing only itself."""
