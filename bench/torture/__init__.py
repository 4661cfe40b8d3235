"""The store under torture: what was acknowledged, against kills, power cuts, failing disks, flips and forks."""
