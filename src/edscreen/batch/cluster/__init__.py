"""Lists screened by a Dask cluster; nothing here is imported, nor Dask, unless it is asked for."""
