"""The steps of tools/build_data.py: pinned packages in, prepared files of resources/ out."""
