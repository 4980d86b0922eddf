"""Following across years, measured against labels and learnt from them."""
